import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { toPem } from '#pki/parse';
import { signList, unsignedList } from '../../../libs/trust/src/testing/build-list.js';
import { signedCase, type SignedCase } from '../../../libs/validation/src/testing/signed-case.js';
import { smallDocument } from '../../../libs/validation/src/testing/small-document.js';

const root = path.resolve(__dirname, '../../..');
const main = path.join(root, 'dist/apps/cli/src/main.js');
const isReport = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(path.join(root, 'docs/validation-report.schema.json'), 'utf8')) as object);

interface Entry {
  readonly file: string;
  readonly document: { readonly status: string; readonly complete: string; readonly reasons: readonly string[] };
  readonly signatures: readonly { readonly kind: string; readonly indication: string }[];
}

let folder: string;
let our: SignedCase;

beforeAll(async () => {
  if (!existsSync(main)) throw new Error(`${main} is not built: run "npm test", which builds first`);
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-validate-'));
  our = await signedCase();
  mkdirSync(path.join(folder, 'many'));
  const put = (name: string, bytes: Uint8Array | string) => writeFileSync(path.join(folder, name), bytes);
  put('root.pem', toPem(our.pki.root.der));
  put('valid.pdf', our.completed);
  const at = our.completed.indexOf('stream', 0, 'latin1') + 10;
  put('changed.pdf', Buffer.concat([our.completed.subarray(0, at), Buffer.from([(our.completed[at] ?? 0) ^ 1]), our.completed.subarray(at + 1)]));
  put('cut.pdf', our.heads[0] ?? '');
  put('unsigned.pdf', smallDocument());
  put('empty.pdf', '');
  for (const name of ['valid', 'changed', 'empty']) put(`many/${name}.pdf`, readFileSync(path.join(folder, `${name}.pdf`)));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const done = spawnSync(process.execPath, [main, 'validate', ...args], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

const trust = (): string[] => ['--trust', 'root.pem', '--at', new Date(our.pki.now.getTime() + 3_600_000).toISOString()];

test.each([
  ['valid.pdf', 0, 'valid', 'yes'],
  ['changed.pdf', 1, 'not-valid', undefined],
  ['cut.pdf', 2, 'indeterminate', 'no'],
  ['unsigned.pdf', 3, 'unsigned', 'no'],
  ['empty.pdf', 4, 'unreadable', 'unknown'],
  ['not-there.pdf', 4, 'unreadable', 'unknown'],
])('%s ends with %i, and the one object on standard output says %s', (file, code, status, complete) => {
  const done = run(file, ...trust(), '--json');
  const report = JSON.parse(done.out) as Entry;
  isReport(report);
  expect(isReport.errors ?? []).toEqual([]);
  expect([done.code, report.file, report.document.status]).toEqual([code, file, status]);
  if (complete !== undefined) expect(report.document.complete).toBe(complete);
});

test('one bad file among several never ends the batch: an array in the order given, progress on standard error', () => {
  const done = run('many', 'not-there.pdf', 'unsigned.pdf', ...trust(), '--json');
  const reports = JSON.parse(done.out) as Entry[];
  expect(reports.map(({ file, document }) => [path.basename(file), document.status])).toEqual([
    ['changed.pdf', 'not-valid'], ['empty.pdf', 'unreadable'], ['valid.pdf', 'valid'], ['not-there.pdf', 'unreadable'], ['unsigned.pdf', 'unsigned'],
  ]);
  expect(done.code).toBe(1);
  expect(done.err.match(/^\[\d\/5\]/gmu)).toHaveLength(5);
});

test.each<[string, string[]]>([
  ['no file', []],
  ['an option that is not known', ['--what', 'valid.pdf']],
  ['trust that is not there', ['--trust', 'nowhere', 'valid.pdf']],
  ['trust that is no certificate', ['--trust', 'unsigned.pdf', 'valid.pdf']],
  ['a time that is none', ['--at', 'yesterday', 'valid.pdf']],
  ['a policy that is not there', ['--policy', 'nowhere.json', 'valid.pdf']],
])('wrong usage ends with 64 and prints nothing on standard output: %s', (_, args) => {
  const done = run(...args);
  expect([done.code, done.out]).toEqual([64, '']);
  expect(done.err).not.toBe('');
});

test('a policy with a member of another kind is refused, a right one is named in effect', () => {
  writeFileSync(path.join(folder, 'wrong.json'), '{"limits":{"maxSignatures":"many"}}');
  writeFileSync(path.join(folder, 'right.json'), '{"name":"ours","limits":{"maxSignatures":1}}');
  expect(run('valid.pdf', '--policy', 'wrong.json').code).toBe(64);
  const report = JSON.parse(run('valid.pdf', ...trust(), '--policy', 'right.json', '--json').out) as Entry & { policy: { name: string } };
  expect([report.policy.name, report.document.status]).toEqual(['ours', 'indeterminate']);
});

test('a folder of certificates works, and what is no certificate in it is told of', () => {
  mkdirSync(path.join(folder, 'roots'));
  writeFileSync(path.join(folder, 'roots/root.der'), our.pki.root.der);
  writeFileSync(path.join(folder, 'roots/README'), 'not a certificate');
  const [, , ...at] = trust();
  const done = run('valid.pdf', '--trust', 'roots', ...at, '--json');
  expect([done.code, (JSON.parse(done.out) as Entry).document.status]).toEqual([0, 'valid']);
  expect(done.err).toContain('README');
});

describe('roots for one purpose', () => {
  const judged = (...args: string[]) => {
    // One-time certificates have ended by then: without a proven time nobody's signature can be confirmed.
    const done = run('valid.pdf', ...args, '--at', new Date(our.pki.now.getTime() + 2 * 3_600_000).toISOString(), '--json');
    const { document, signatures } = JSON.parse(done.out) as Pick<Entry, 'document'> & { signatures: { kind: string; trust: { status: string }; timeProven: boolean }[] };
    const people = signatures.filter(({ kind }) => kind === 'signature');
    return { code: done.code, status: document.status, reasons: document.reasons, trusted: people.map((one) => one.trust.status === 'trusted'), proven: people.map((one) => one.timeProven) };
  };
  const three = (value: boolean) => [value, value, value];

  test('of time-stamping only: the time is proven, and nobody is who they say', () => {
    expect(judged('--trust-tsa', 'root.pem')).toMatchObject({ code: 2, status: 'indeterminate', trusted: three(false), proven: three(true), reasons: expect.arrayContaining(['no-trust-anchors']) as unknown });
  });

  test('of signatures only: no timestamp is believed, and with the certificates\' end the signatures cannot be confirmed', () => {
    expect(judged('--trust-signatures', 'root.pem')).toMatchObject({ code: 2, status: 'indeterminate', proven: three(false), reasons: expect.arrayContaining(['timestamp-untrusted']) as unknown });
  });

  test('of seals only: no person\'s signature and no timestamp is believed', () => {
    expect(judged('--trust-seals', 'root.pem')).toMatchObject({ code: 2, status: 'indeterminate', trusted: three(false), proven: three(false) });
  });

  test('of both: valid', () => {
    expect(judged('--trust-signatures', 'root.pem', '--trust-tsa', 'root.pem')).toMatchObject({ code: 0, status: 'valid', trusted: three(true), proven: three(true) });
  });
});

test('a file that takes too long is indeterminate, and the others are judged', () => {
  const reports = JSON.parse(run('valid.pdf', 'unsigned.pdf', '--timeout', '0.001', '--json').out) as Entry[];
  expect(reports.map(({ document }) => [document.status, document.reasons])).toEqual([['indeterminate', ['limit-exceeded']], ['indeterminate', ['limit-exceeded']]]);
});

describe('a trusted list as trust', () => {
  const list = (change: (xml: string) => string = (xml) => xml): void => {
    const { issuing, tsa, root } = our.pki;
    const services = [{ type: 'CA/QC', certificate: issuing.der }, { type: 'TSA/QTST', certificate: tsa.der }];
    writeFileSync(path.join(folder, 'list.xml'), change(signList(unsignedList({ territory: 'XX', services }), { key: root.key.privateKey, certificate: root.der })));
  };
  const at = (): string[] => ['--at', new Date(our.pki.now.getTime() + 3_600_000).toISOString()];

  test('vouches for signatures and timestamps, and the report says which list', () => {
    list();
    const done = run('valid.pdf', '--trust', 'list.xml', '--list-signer', 'root.pem', ...at(), '--json');
    const report = JSON.parse(done.out) as { document: { status: string }; signatures: { kind: string; trust: object; qualification: object }[]; notChecked: string[] };
    isReport(report);
    expect(isReport.errors ?? []).toEqual([]);
    expect([done.code, report.document.status, report.notChecked.includes('trusted-lists')]).toEqual([0, 'valid', false]);
    expect(report.signatures[0]).toMatchObject({ trust: { service: { type: 'CA/QC', status: 'granted', territory: 'XX' } }, qualification: { level: 'AdESig', reasons: ['certificate-not-qualified'] } });
  });

  test('one that was changed vouches for nobody, and it is told why', () => {
    list((xml) => xml.replace('Test provider', 'Other'));
    const done = run('valid.pdf', '--trust', 'list.xml', '--list-signer', 'root.pem', ...at(), '--json');
    expect([done.code, (JSON.parse(done.out) as Entry).document.status]).toEqual([2, 'indeterminate']);
    expect(done.err).toContain('not used: list.xml: list-signature-invalid');
  });

  test('without anybody who may sign it is wrong usage', () => {
    list();
    expect(run('valid.pdf', '--trust', 'list.xml').code).toBe(64);
  });
});
