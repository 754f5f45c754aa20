import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRoot, openKey, saveAuthority, type AuthorityMaterial, type OpenedKey } from '#issuance';
import { parseCertificate, toPem } from '#pki/parse';
import { ConfigError, createLogger, type ConfigProblem } from '#platform';
import { createTestPki, type TestCertificate, type TestCertificateSpec, type TestPki } from '#testing';
import { openReportSeal, openSealKeys, type SealSurroundings } from './seal-keys.js';

const folder = mkdtempSync(path.join(tmpdir(), 'justera-seals-'));
const at = (name: string): string => path.join(folder, name);
const file = at('seals.json');
const passphrase = 'hemlig fras';
const DAY = 86_400_000;
let pki: TestPki;
let lines: string[];

beforeAll(async () => {
  pki = await createTestPki();
});
beforeEach(() => {
  lines = [];
});
afterAll(() => rmSync(folder, { recursive: true }));

const surroundings = (now = pki.now, more: Partial<SealSurroundings> = {}): Parameters<typeof openSealKeys>[1] => ({
  mode: 'production', trust: { sealAnchors: [pki.root.der] }, clock: { now: () => now },
  logger: createLogger({ name: 'test', destination: { write: (line: string) => void lines.push(line) } }), ...more,
});

/** A seal's key file, certificate and chain inside unless `bare`. */
async function keyFile(name: string, spec: Partial<TestCertificateSpec> = {}, bare = false): Promise<TestCertificate> {
  const made = await pki.issue({ subject: 'Ängaryds kommun', keyUsage: ['digitalSignature', 'contentCommitment'], ...spec });
  rmSync(at(name), { force: true });
  const material: AuthorityMaterial = { certificate: parseCertificate(made.der), chain: bare ? [] : made.chain, privateKey: made.key.privateKey, signer: made.signer };
  await saveAuthority(at(name), material, passphrase);
  return made;
}

function seals(entries: Readonly<Record<string, object>>): string {
  writeFileSync(file, JSON.stringify(entries), { mode: 0o600 });
  return file;
}

async function problemsOf(work: Promise<unknown>): Promise<readonly ConfigProblem[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const codesOf = async (work: Promise<unknown>): Promise<readonly (string | undefined)[]> => (await problemsOf(work)).map(({ code }) => code);

test('without a file nothing is sealed; with one, each body has its key, proved and announced', async () => {
  expect((await openSealKeys(undefined, surroundings())).size).toBe(0);
  const angaryd = await keyFile('a.pem');
  const other = await keyFile('b.pem', { subject: 'Region Exempel' });
  const opened = await openSealKeys(seals({ angaryd: { key: 'a.pem', passphrase }, region: { key: at('b.pem'), passphrase } }), surroundings());
  expect([...opened].map(([slug, { certificate }]) => [slug, certificate.sha256])).toEqual([['angaryd', angaryd.certificate.sha256], ['region', other.certificate.sha256]]);
  expect(lines.filter((line) => line.includes('seal opened and proved'))).toHaveLength(2);
  expect(lines.join()).not.toContain('"level":40');
});

test('a certificate that has ended or not begun is refused by the clock that was given, and the sentence says what to do', async () => {
  await keyFile('a.pem', { notBefore: new Date(pki.now.getTime() - 10 * DAY), notAfter: new Date(pki.now.getTime() + 10 * DAY) });
  const open = (days: number) => problemsOf(openSealKeys(seals({ angaryd: { key: 'a.pem', passphrase } }), surroundings(new Date(pki.now.getTime() + days * DAY))));
  expect(await open(0)).toEqual([]);
  const [ended] = await open(11);
  expect(ended).toMatchObject({ variable: 'SEAL_KEYS_FILE', code: 'certificate-expired' });
  expect(ended?.problem).toMatch(/^angaryd\.key .*renewed/u);
  expect((await open(-11))[0]).toMatchObject({ code: 'certificate-not-yet-valid' });
});

test('a certificate that ends within two months opens, with a warning in the log', async () => {
  await keyFile('a.pem', { notAfter: new Date(pki.now.getTime() + 59 * DAY) });
  await openSealKeys(seals({ angaryd: { key: 'a.pem', passphrase } }), surroundings());
  const warning = lines.map((line) => JSON.parse(line) as { level: number; body?: string; validUntil?: string }).find(({ level }) => level === 40);
  expect(warning).toMatchObject({ body: 'angaryd', validUntil: new Date(pki.now.getTime() + 59 * DAY).toISOString() });
});

test('a mistyped path of the certificates is the fault of that path, and nobody looks for it in the key', async () => {
  await keyFile('bare.pem', {}, true);
  writeFileSync(at('empty.pem'), toPem(new Uint8Array(3), 'PRIVATE KEY'));
  writeFileSync(at('junk.cer'), 'no certificate');
  const open = (certificates: string) => problemsOf(openSealKeys(seals({ angaryd: { key: 'bare.pem', passphrase, certificates } }), surroundings()));
  for (const [certificates, code] of [['nowhere.pem', 'certificate-file-missing'], ['bare.pem/x', 'certificate-file-missing'], ['.', 'certificate-file-missing'], ['empty.pem', 'no-certificate-in-file'], ['junk.cer', 'no-certificate-in-file']] as const) {
    const [problem] = await open(certificates);
    expect([certificates, problem?.code]).toEqual([certificates, code]);
    expect(problem?.problem).toContain(`angaryd.certificates (${certificates})`);
  }
});

test('a key of another certificate, a wrong passphrase, a missing key: each has its code, and no passphrase is repeated', async () => {
  const one = await keyFile('a.pem');
  await keyFile('b.pem');
  writeFileSync(at('a.cer'), one.der);
  const problems = await problemsOf(openSealKeys(seals({
    mixed: { key: 'b.pem', passphrase, certificates: 'a.cer' }, fel: { key: 'a.pem', passphrase: 'mycket fel' }, borta: { key: 'none.pem', passphrase }, kort: { key: 'pkcs11:token=a;object=b?module-path=/none.so', passphrase },
  }), surroundings()));
  expect(problems.map(({ code }) => code)).toEqual(['key-does-not-match-certificate', 'wrong-passphrase', 'key-file-missing', 'key-store-unavailable']);
  expect(JSON.stringify(problems)).not.toMatch(/hemlig|mycket/u);
});

test('a seal that our own validator would not trust does not start, and a demo seal not in production', async () => {
  const stranger = await createRoot({ name: { commonName: 'root' }, notBefore: new Date('2026-01-01'), notAfter: new Date('2036-01-01') });
  const whole = seals({ angaryd: { key: 'a.pem', passphrase } });
  await keyFile('a.pem');
  expect(await codesOf(openSealKeys(whole, surroundings(pki.now, { trust: { sealAnchors: [stranger.certificate.der] } })))).toEqual(['certificate-not-trusted']);
  expect(await codesOf(openSealKeys(whole, surroundings(pki.now, { trust: { sealAnchors: [] } })))).toEqual(['certificate-not-trusted']);
  await keyFile('a.pem', {}, true);
  expect(await codesOf(openSealKeys(whole, surroundings()))).toEqual(['certificate-not-trusted']);
  await keyFile('a.pem', { subject: 'Demo kommun' });
  expect(await codesOf(openSealKeys(whole, surroundings()))).toEqual(['certificate-is-demo']);
  expect(await codesOf(openSealKeys(whole, surroundings(pki.now, { mode: 'demo' })))).toEqual([]);
});

describe('what a key store says of itself is not believed', () => {
  let closed: string[];
  /** Opens what is really there, and then lies about it. */
  const opening = (changes: (slug: string, opened: OpenedKey) => Partial<OpenedKey>): typeof openKey => async (address, phrase) => {
    const name = path.basename(address);
    const opened = await openKey(address, phrase);
    return { ...opened, ...changes(name, opened), close: () => void closed.push(name) };
  };
  beforeEach(async () => {
    closed = [];
    await keyFile('a.pem');
    await keyFile('b.pem');
  });
  const both = () => seals({ a: { key: 'a.pem', passphrase }, b: { key: 'b.pem', passphrase } });

  test('a key that signs what its certificate does not verify, and one that cannot sign at all', async () => {
    const other = (await keyFile('c.pem')).signer;
    expect(await codesOf(openSealKeys(both(), surroundings(pki.now, { open: opening((name) => (name === 'b.pem' ? { signer: other } : {})) })))).toEqual(['key-fails-probe']);
    const mute = { ...other, sign: () => Promise.reject(new Error('error:0A000000')) };
    expect(await codesOf(openSealKeys(both(), surroundings(pki.now, { open: opening((name) => (name === 'b.pem' ? { signer: mute } : {})) })))).toEqual(['key-fails-probe']);
  });

  test('when one seal is unfit, all that were opened are closed, the unfit one too; when all are fit, none is', async () => {
    const late = new Date(pki.now.getTime() + 400 * DAY);
    await keyFile('a.pem', { notAfter: new Date(late.getTime() + DAY), issuer: pki.root });
    expect(await codesOf(openSealKeys(both(), surroundings(late, { open: opening(() => ({})) })))).toEqual(['certificate-expired']);
    expect(closed.sort()).toEqual(['a.pem', 'b.pem']);
    closed = [];
    await openSealKeys(both(), surroundings(pki.now, { open: opening(() => ({})) }));
    expect(closed).toEqual([]);
  });
});

test('the seal of reports proves itself too; whom its certificate leads to is the reader\'s to judge', async () => {
  const at30days = { notBefore: new Date(pki.now.getTime() - 30 * DAY), notAfter: new Date(pki.now.getTime() + 30 * DAY) };
  const made = await keyFile('reports.pem', at30days);
  writeFileSync(file, JSON.stringify({ key: 'reports.pem', passphrase }), { mode: 0o600 });
  const { mode, clock, logger } = surroundings();
  const around = { mode, clock, logger };
  expect((await openReportSeal(file, around))?.certificate.sha256).toBe(made.certificate.sha256);
  expect(lines.filter((line) => line.includes('"level":40'))).toHaveLength(1);
  expect(await openReportSeal(undefined, around)).toBeUndefined();
  expect(await problemsOf(openReportSeal(file, { ...around, clock: { now: () => new Date(pki.now.getTime() + 31 * DAY) } }))).toMatchObject([{ variable: 'REPORT_SEAL_FILE', code: 'certificate-expired' }]);
  const mute = { ...made.signer, sign: () => Promise.reject(new Error('error:0A000000')) };
  const open: typeof openKey = async (...given) => ({ ...(await openKey(...given)), signer: mute });
  expect(await problemsOf(openReportSeal(file, { ...around, open }))).toMatchObject([{ variable: 'REPORT_SEAL_FILE', code: 'key-fails-probe' }]);
});

test('the list of seals holds passphrases: others may not read it, and it is never repeated', async () => {
  await keyFile('a.pem');
  if (process.platform !== 'win32') {
    chmodSync(seals({ angaryd: { key: 'a.pem', passphrase } }), 0o640);
    expect((await problemsOf(openSealKeys(file, surroundings())))[0]?.problem).toMatch(/chmod 600/u);
    chmodSync(file, 0o600);
  }
  for (const text of ['{"angaryd": {"key": "a.pem", "passphrase": "hemlig fras"', '{"angaryd": {"key": "a.pem", "passphrase": 7, "hemlig": "hemlig fras"}}', '[]', '{"Ängaryd": {"key": "a.pem", "passphrase": "hemlig fras"}}']) {
    writeFileSync(file, text, { mode: 0o600 });
    const [problem] = await problemsOf(openSealKeys(file, surroundings()));
    expect(problem?.variable).toBe('SEAL_KEYS_FILE');
    expect(problem?.problem).not.toContain('hemlig fras');
  }
  expect((await problemsOf(openSealKeys(at('none.json'), surroundings())))[0]?.problem).toMatch(/no such file/u);
  expect((await problemsOf(openSealKeys(folder, surroundings())))[0]?.variable).toBe('SEAL_KEYS_FILE');
});
