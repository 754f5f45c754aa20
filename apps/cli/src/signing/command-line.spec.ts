import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, linkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { signatureFields, openPdf } from '#pdf/read';
import { lintSignature } from '#pades';
import { toPem } from '#pki/parse';
import { createTestPki, findOpenssl } from '#testing';
import { prepare } from '../commands/prepare.js';
import { sign } from '../commands/sign.js';
import { extend } from '../commands/extend.js';
import { readLevel } from './level.js';

const folder = mkdtempSync(path.join(tmpdir(), 'justera-cli-'));
const at = (name: string): string => path.join(folder, name);
const original = at('in.pdf');
const openssl = findOpenssl();
let out: string[] = [];
let err: string[] = [];

beforeAll(async () => {
  const document = await PDFDocument.create();
  document.addPage();
  writeFileSync(original, await document.save());
  writeFileSync(at('people.json'), JSON.stringify([
    { name: 'Bo Lind', email: 'bo@exempel.example', role: 'secretary', step: 2 },
    { name: 'Anna Ek', email: 'anna@exempel.example', role: 'Ordförande', step: 1 },
    { name: 'Per Öst', email: 'per@exempel.example', role: 'Revisor', step: 2 },
  ]));
});
beforeEach(() => {
  [out, err] = [[], []];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  jest.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => {
  openssl?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const prepared = (...args: readonly string[]) => prepare([original, '--signatories', at('people.json'), '-o', at('prepared.pdf'), '--validation-url', 'https://justera.exempel.example', ...args]);

test.each([
  ...['B', 'b', 'B-B', 'BB', 'bb', 'b_b', 'PAdES-B-B', 'PAdES_BASELINE_B', 'pades-baseline-b', 'BASELINE_B', 'PAdES-BASELINE-B'].map((text) => [text, 'B-B'] as const),
  ...['T', 'B-T', 'BT', 'PAdES_BASELINE_T', 'PAdES-BASELINE-T', 'pades b t'].map((text) => [text, 'B-T'] as const),
  ...['LT', 'B-LT', 'BLT', 'PAdES_BASELINE_LT'].map((text) => [text, 'B-LT'] as const),
  ...['LTA', 'B-LTA', 'b-lta', 'PAdES_BASELINE_LTA'].map((text) => [text, 'B-LTA'] as const),
])('level %s is %s', (text, level) => expect(readLevel(text)).toBe(level));

test.each(['', 'X', 'LTV', 'B-X', 'C-T', 'BES', 'B-B-T', 'TLT'])('level "%s" is none', (text) => expect(() => readLevel(text)).toThrow('--level'));

test('prepare --json says field, signatory, role and page, in signing order, and nothing else', async () => {
  await expect(prepared('--json')).resolves.toBe(0);
  expect(err).toEqual([]);
  expect(out).toHaveLength(1);
  expect(JSON.parse(out[0] ?? '')).toEqual({ fields: [
    { name: 'Signature1', signatory: 'Anna Ek', role: 'Ordförande', page: 2 },
    { name: 'Signature2', signatory: 'Bo Lind', role: 'secretary', page: 2 },
    { name: 'Signature3', signatory: 'Per Öst', role: 'Revisor', page: 2 },
  ] });
  const [before, after] = [readFileSync(original), readFileSync(at('prepared.pdf'))];
  expect(after.subarray(0, before.length).equals(before)).toBe(true);
});

test.each<[string, unknown]>([
  ['no array', {}],
  ['an empty array', []],
  ['no name', [{ email: 'a@b.example', role: 'chair' }]],
  ['no address', [{ name: 'A', email: 'a', role: 'chair' }]],
  ['a reader', [{ name: 'A', email: 'a@b.example', role: 'reader' }]],
  ['half a step', [{ name: 'A', email: 'a@b.example', role: 'chair', step: 1.5 }]],
  ['a key nobody knows', [{ name: 'A', email: 'a@b.example', role: 'chair', personnummer: '1' }]],
])('signatories with %s are a wrong command line, and nothing is written', async (_name, value) => {
  writeFileSync(at('bad.json'), JSON.stringify(value));
  await expect(prepare([original, '--signatories', at('bad.json'), '-o', at('never.pdf')])).resolves.toBe(64);
  expect(readdirSync(folder)).not.toContain('never.pdf');
  expect(out).toEqual([]);
  expect(err).toHaveLength(1);
});

test('"advanced" is printed only for a case that requires it, and a method only for one that does not', async () => {
  await expect(prepared('--level-of-assurance', 'substantial')).resolves.toBe(0);
  await expect(prepared('--level-of-assurance', 'substantial', '--method', 'engångskod')).resolves.toBe(64);
  await expect(prepared('--level-of-assurance', 'very high')).resolves.toBe(64);
});

test.each<[string, (args: readonly string[]) => Promise<number>, readonly string[], number]>([
  ['no input', sign, ['--field', 'Signature1', '-o', 'x.pdf'], 64],
  ['an option nobody knows', sign, ['in.pdf', '--fields', 'x'], 64],
  ['nobody who signs', sign, ['in.pdf', '--field', 'Signature1', '-o', 'x.pdf', '--passphrase', 'x'], 64],
  ['B-T without an authority', sign, ['in.pdf', '--field', 'Signature1', '-o', 'x.pdf', '--p12', 'k.p12', '--level', 'T'], 64],
  ['B-LTA without an authority', extend, ['in.pdf', '-o', 'x.pdf', '--level', 'LTA'], 64],
  ['an extension to B-B', extend, ['in.pdf', '-o', 'x.pdf', '--level', 'B-B'], 64],
  ['an input that is not there', extend, ['missing.pdf', '-o', 'x.pdf', '--level', 'LT'], 66],
  ['a folder that is not there', extend, ['in.pdf', '-o', 'nowhere/x.pdf', '--level', 'LT'], 73],
  ['nothing signed', extend, ['in.pdf', '-o', 'x.pdf', '--level', 'LT'], 65],
])('%s: its own exit code, one line, no output', async (_name, command, args, code) => {
  await expect(command(args.map((arg) => (/\.(pdf|p12)$/.test(arg) ? at(arg) : arg)))).resolves.toBe(code);
  expect(out).toEqual([]);
  expect(err).toHaveLength(1);
  expect(readdirSync(folder).filter((name) => name === 'x.pdf' || name.endsWith('.part'))).toEqual([]);
});

test.each(['in.pdf', 'link.pdf', 'hard.pdf'])('the output may not be the input, by whatever name: %s', async (name) => {
  if (name === 'link.pdf') symlinkSync(original, at(name));
  if (name === 'hard.pdf') linkSync(original, at(name));
  const before = readFileSync(original);
  await expect(prepare([original, '--signatories', at('people.json'), '-o', at(name)])).resolves.toBe(64);
  expect(readFileSync(original).equals(before)).toBe(true);
});

(openssl === undefined ? test.skip : test)('three sign in turn: a P-384 key, an RSA key, and an empty field next to them stays empty', async () => {
  const tool = openssl as NonNullable<typeof openssl>;
  const pki = await createTestPki({ now: new Date() });
  await expect(prepared()).resolves.toBe(0);
  let input = at('prepared.pdf');
  for (const [field, key] of [['Signature1', 'P-384'], ['Signature2', 'rsa']] as const) {
    const { newTestKey } = await import('#testing');
    const made = await pki.issue({ subject: 'Anna Ek', key: newTestKey(key) });
    tool.file('k.pem', made.key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    tool.file('c.pem', toPem(made.der));
    expect(tool.run('pkcs12', '-export', '-inkey', 'k.pem', '-in', 'c.pem', '-passout', 'pass:hemlig', '-out', 'k.p12').ok).toBe(true);
    writeFileSync(at('passphrase'), 'hemlig\n');
    const output = at(`${field}.pdf`);
    await expect(sign([input, '--field', field, '--p12', path.join(tool.folder, 'k.p12'), '--passphrase-file', at('passphrase'), '-o', output])).resolves.toBe(0);
    expect(out.at(-1)).toBe(output);
    input = output;
  }
  const whole = readFileSync(input);
  expect(lintSignature(whole, { level: 'B-B' })).toEqual([]);
  expect(signatureFields(openPdf(whole).current).map(({ value }) => value !== undefined)).toEqual([true, true, false]);
});
