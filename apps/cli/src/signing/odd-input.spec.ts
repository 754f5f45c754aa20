import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument, PDFString } from 'pdf-lib';
import { writePkcs12 } from '#issuance';
import { lintSignature, readCaseManifest } from '#pades';
import { openPdf, signatureFields } from '#pdf/read';
import { createTestPki } from '#testing';
import { prepare } from '../commands/prepare.js';
import { sign } from '../commands/sign.js';

// Broken files and files that somebody signed before, through the commands. `npm run conformance -- signing-paths` has others judge what comes out.
const folder = mkdtempSync(path.join(tmpdir(), 'justera-odd-'));
const at = (name: string): string => path.join(folder, name);
const read = (name: string): Buffer => readFileSync(at(name));
let out: string[] = [];
let err: string[] = [];

beforeAll(async () => {
  const pki = await createTestPki({ now: new Date() });
  for (const name of ['Anna Ek', 'Ulla Berg']) {
    const made = await pki.issue({ subject: name });
    writeFileSync(at(`${name}.p12`), writePkcs12(made.key.privateKey, [made.der, ...made.chain], name, 'hemlig'));
  }
  writeFileSync(at('people.json'), JSON.stringify([{ name: 'Anna Ek', email: 'anna@exempel.example', role: 'chair' }]));
}, 60_000);
beforeEach(() => {
  [out, err] = [[], []];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  jest.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function document(name: string, change: (document: PDFDocument) => void = () => undefined): Promise<void> {
  const made = await PDFDocument.create();
  made.addPage();
  change(made);
  writeFileSync(at(name), await made.save({ useObjectStreams: false }));
}

const edited = (from: string, to: string, change: (text: string) => string): void => writeFileSync(at(to), Buffer.from(change(read(from).toString('latin1')), 'latin1'));
const prepared = (input: string, output: string, ...more: string[]) => prepare([at(input), '--signatories', at('people.json'), '-o', at(output), '--validation-url', 'https://justera.exempel.example', ...more]);
const signed = (input: string, output: string, field: string, who = 'Anna Ek', ...more: string[]) => sign([at(input), '--field', field, '--p12', at(`${who}.p12`), '--passphrase', 'hemlig', '-o', at(output), ...more]);

describe('--repair', () => {
  beforeAll(async () => {
    await document('whole.pdf');
    edited('whole.pdf', 'broken.pdf', (text) => text.replace(/startxref\n(\d+)/u, (_, offset: string) => `startxref\n${Number(offset) + 7}`));
  });

  test('without it a broken file is refused, and the way out is said', async () => {
    expect(await prepared('broken.pdf', 'never.pdf')).toBe(65);
    expect(err.join('\n')).toMatch(/note: .*--repair[\s\S]*input-refused: .*broken-xref/u);
    expect(readdirSync(folder)).not.toContain('never.pdf');
  });

  test('with it the file is rewritten, prepared and signed; hash and manifest name what was given', async () => {
    expect(await prepared('broken.pdf', 'repaired.pdf', '--repair')).toBe(0);
    const upload = createHash('sha256').update(read('broken.pdf')).digest('hex');
    expect(err.join('\n')).toContain(upload);
    expect(readCaseManifest(read('repaired.pdf'))).toMatchObject({ originalSha256: upload });
    expect(await signed('repaired.pdf', 'repaired-signed.pdf', 'Signature1')).toBe(0);
    expect(lintSignature(read('repaired-signed.pdf'), { level: 'B-B' })).toEqual([]);
  });

  test('a file that is not broken is left alone, and that is said', async () => {
    expect(await prepared('whole.pdf', 'untouched.pdf', '--repair')).toBe(0);
    expect(err.join('\n')).toContain('not broken');
    expect(read('untouched.pdf').subarray(0, read('whole.pdf').length).equals(read('whole.pdf'))).toBe(true);
  });

  test.each<[string, string, (text: string) => string]>([
    ['signed', 'a signature in it would be lost', (text) => text.replace('endobj', 'endobj\n90 0 obj\n<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>\nendobj')],
    ['not-whole', 'a page that it leads to is gone', (text) => text.replace(/\/Type \/Page\n/u, '/Type /Paeg\n').replace(/\/Kids \[ \d+/u, '/Kids [ 77')],
  ])('what cannot be rewritten is refused as %s: %s; nothing else is prepared in its place', async (reason, _why, change) => {
    edited('broken.pdf', 'hopeless.pdf', change);
    expect(await prepared('hopeless.pdf', 'never.pdf', '--repair')).toBe(65);
    expect(err.at(-1)).toMatch(new RegExp(`^justera prepare: input-refused: .*repair: ${reason}`, 'u'));
    expect(out).toEqual([]);
    expect(readdirSync(folder)).not.toContain('never.pdf');
  });
});

describe('a file that somebody signed before', () => {
  beforeAll(async () => {
    await document('foreign.pdf', (made) => {
      const field = { Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: PDFString.of('Theirs'), F: 132, Rect: [0, 0, 0, 0] };
      made.getForm().acroForm.addField(made.context.register(made.context.obj(field)));
    });
  });

  test('gets no page; the field that prepare names comes together with its signature, and both stand', async () => {
    expect(await signed('foreign.pdf', 'theirs.pdf', 'Theirs', 'Ulla Berg')).toBe(0);
    expect(await prepared('theirs.pdf', 'theirs-prepared.pdf', '--json')).toBe(0);
    const [{ name, page } = { name: '', page: 0 }] = (JSON.parse(out.at(-1) ?? '') as { fields: { name: string; page: number | null }[] }).fields;
    expect(page).toBeNull();
    expect(read('theirs-prepared.pdf').equals(read('theirs.pdf'))).toBe(true);
    expect(await signed('theirs-prepared.pdf', 'both.pdf', name)).toBe(0);
    const whole = read('both.pdf');
    expect(lintSignature(whole, { level: 'B-B' })).toEqual([]);
    expect(signatureFields(openPdf(whole).current).map((field) => [field.name, field.value !== undefined, field.page])).toEqual([['Theirs', true, undefined], [name, true, undefined]]);
    expect(await signed('both.pdf', 'never.pdf', name)).toBe(65);
    expect(err.at(-1)).toContain('field-already-signed');
  });

  test('a field that nobody prepared is not made up where nobody has signed, nor in a file that we prepared', async () => {
    await document('plain.pdf');
    expect(await signed('plain.pdf', 'never.pdf', 'Signature1')).toBe(65);
    expect(await prepared('plain.pdf', 'ours.pdf')).toBe(0);
    expect(await signed('ours.pdf', 'ours-signed.pdf', 'Signature1')).toBe(0);
    expect(await signed('ours-signed.pdf', 'never.pdf', 'Signature2')).toBe(65);
    expect(err.filter((line) => line.includes('field-not-found'))).toHaveLength(2);
  });
});
