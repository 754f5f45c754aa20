import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPdf } from '#pdf/read';
import { array, beginUpdate, date, dict, name, text, writeContents } from '#pdf/write';
import { simplePdf } from '../testing/pdf-builder.js';

const judges = [
  { tool: 'qpdf', args: (file: string) => ['--check', file], complaint: /warning|error/iu },
  { tool: 'mutool', args: (file: string) => ['draw', '-F', 'text', '-o', '-', file], complaint: /warning|error/iu },
];
/** Of qpdf's success, and of how mutool was built. */
const harmless = /No syntax or stream encoding errors found|errors that qpdf cannot detect|ICC support is not available/u;
const folder = mkdtempSync(join(tmpdir(), 'justera-pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Page, two fields, then each of them filled: what preparing and signing do to a file. */
function throughItsLife(original: Uint8Array, template: Uint8Array): Uint8Array {
  const prepare = beginUpdate(openPdf(original), { fileIdentifier: new Uint8Array(16) });
  const [page] = prepare.graftPages(openPdf(template), [0]);
  if (page === undefined) throw new Error('no page');
  prepare.appendPages([page]);
  const fields = [0, 1].map((i) =>
    prepare.add(dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text(`Justerare ${i}`), F: 132, P: page, Rect: array([9, 9, 99, 60]) })),
  );
  prepare.addFields(fields);
  prepare.addAnnotations(page, fields);
  let whole: Uint8Array = Buffer.concat([original, prepare.finish().update]);
  for (const field of fields) {
    const sign = beginUpdate(openPdf(whole));
    const signature = sign.allocate();
    sign.putSignature(signature, { Type: name('Sig'), Filter: name('Adobe.PPKLite'), M: date(new Date(0), 60) }, { contentsLength: 200 });
    sign.patchDictionary(field, { V: signature });
    const finished = sign.finish();
    writeContents(finished, Uint8Array.of(0x30, 0));
    whole = Buffer.concat([whole, finished.update]);
  }
  return whole;
}

describe.each(judges)('$tool', ({ tool, args, complaint }) => {
  const isThere = spawnSync(tool, ['--version']).error === undefined;
  const endings = ['%%EOF\n', '%%EOF\r\n', '%%EOF\r', '%%EOF'];

  if (!isThere) {
    test.todo(`NOT RUN: ${tool} is not installed, so our files are not judged by it here`);
    process.stderr.write(`\n*** ${tool} is not installed: the updates of libs/pdf are NOT judged by it in this run ***\n`);
    return;
  }

  test.each((['table', 'stream', 'hybrid'] as const).flatMap((kind) => endings.map((endOfFile) => [kind, endOfFile] as const)))(
    'has nothing to say about an updated %s file that ended in %j',
    (kind, endOfFile) => {
      const file = join(folder, 'judged.pdf');
      writeFileSync(file, throughItsLife(simplePdf(kind, { endOfFile }), simplePdf('stream')));
      const { status, stdout, stderr } = spawnSync(tool, args(file), { encoding: 'utf8' });
      const said = `${stdout}${stderr}`.split('\n').filter((line) => complaint.test(line) && !harmless.test(line));
      expect({ status, said }).toEqual({ status: 0, said: [] });
    },
  );

  test('does notice when something is wrong', () => {
    const file = join(folder, 'broken.pdf');
    const whole = Buffer.from(throughItsLife(simplePdf(), simplePdf()));
    whole.write('9', whole.lastIndexOf('startxref\n') + 10, 'latin1');
    writeFileSync(file, whole);
    const { status, stdout, stderr } = spawnSync(tool, args(file), { encoding: 'utf8' });
    const said = `${stdout}${stderr}`.split('\n').filter((line) => complaint.test(line) && !harmless.test(line));
    expect(status !== 0 || said.length > 0).toBe(true);
  });
});
