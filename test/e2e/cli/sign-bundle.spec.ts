import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import { writePkcs12 } from '#issuance';
import { lintSignature, prepareMinutes } from '#pades';
import { createTestPki, type TestCertificate } from '#testing';

// `justera sign` as people run it: the built command and the bundle in it (ADR 30), which no other test loads.
const root = path.resolve(__dirname, '../../..');
const main = path.join(root, 'dist/apps/cli/src/main.js');
const bundle = path.join(root, 'dist/bundles/sign.js');

let folder: string;
let person: TestCertificate;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  if (!existsSync(main) || !existsSync(bundle)) throw new Error(`${bundle} is not built: run "npm test", which builds first`);
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-bundle-'));
  const pki = await createTestPki({ now: new Date() });
  person = await pki.issue({ subject: 'Anna Ek' });
  writeFileSync(at('anna.p12'), writePkcs12(person.key.privateKey, [person.der, ...person.chain], 'Anna Ek', 'hemlig'), { mode: 0o600 });
  const document = await PDFDocument.create();
  document.addPage();
  const original = await document.save();
  const { update } = await prepareMinutes({
    original, caseId: 'c1', language: 'sv', bodyName: 'Nämnden', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: '', requiredLevelOfAssurance: 'low', notice: { advanced: false, methodText: 'engångskod' },
    validationAddress: 'https://justera.example/validate', steps: [{ signatories: [{ name: 'Anna Ek', role: 'chair' }] }],
  });
  writeFileSync(at('prepared.pdf'), Buffer.concat([original, update]));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signArguments = (output: string): string[] => [at('prepared.pdf'), '--field', 'Signature1', '--p12', at('anna.p12'), '--passphrase', 'hemlig', '-o', at(output)];

/** Which of our built files a process loaded, as V8 says. */
function loadedBy(args: readonly string[], name: string): { readonly status: number | null; readonly stderr: string; readonly files: readonly string[] } {
  const coverage = at(name);
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000, env: { ...process.env, NODE_V8_COVERAGE: coverage } });
  const urls = readdirSync(coverage).flatMap((file) => (JSON.parse(readFileSync(path.join(coverage, file), 'utf8')) as { result: { url: string }[] }).result.map(({ url }) => url));
  const files = urls.filter((url) => url.startsWith('file:')).map((url) => path.relative(path.join(root, 'dist'), fileURLToPath(url)).replaceAll(path.sep, '/'));
  return { status, stderr, files: files.filter((file) => !file.startsWith('..')) };
}

test('the command signs with the bundle, and loads none of the modules that are in it', () => {
  const { status, stderr, files } = loadedBy([main, 'sign', ...signArguments('signed.pdf')], 'coverage');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(files).toContain('bundles/sign.js');
  expect(files.filter((file) => file.startsWith('libs/') || file.includes('commands/'))).toEqual([]);
  const signed = readFileSync(at('signed.pdf'));
  const prepared = readFileSync(at('prepared.pdf'));
  expect(signed.subarray(0, prepared.length).equals(prepared)).toBe(true);
  expect(lintSignature(signed, { level: 'B-B' })).toEqual([]);
}, 90_000);

test('a refusal from within the bundle is one line with its code, as without it', () => {
  const refused = (script: string) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', `const { sign } = await import(${JSON.stringify(pathToFileURL(script).href)}); process.exitCode = await sign(process.argv.slice(1));`, ...signArguments('never.pdf').map((arg) => arg.replace('Signature1', 'Signature9'))], { encoding: 'utf8', timeout: 60_000 });
  const [one, other] = [bundle, path.join(root, 'dist/apps/cli/src/commands/sign.js')].map(refused);
  expect(one?.stderr).toMatch(/^justera sign: field-not-found: [^\n]+\n$/u);
  expect(one?.status).toBe(65);
  expect([other?.status, other?.stderr]).toEqual([one?.status, one?.stderr]);
  expect(existsSync(at('never.pdf'))).toBe(false);
}, 90_000);
