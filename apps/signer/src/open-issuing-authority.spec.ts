import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createIssuingAuthority, createRoot, makeKey, saveAuthority, type AuthorityMaterial } from '#issuance';
import { toPem } from '#pki/parse';
import { ConfigError, Secret, silentLogger, type AppConfig, type TrustAnchors } from '#platform';
import { openIssuingAuthority } from './open-issuing-authority.js';

const folder = mkdtempSync(path.join(tmpdir(), 'justera-signer-key-'));
const at = (name: string): string => path.join(folder, name);
const now = new Date('2026-05-04T12:00:00Z');
const clock = { now: () => now };
const life = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };
let root: AuthorityMaterial;
let issuing: AuthorityMaterial;
let trust: TrustAnchors;

beforeAll(async () => {
  root = await createRoot({ name: { commonName: 'root' }, ...life });
  issuing = await createIssuingAuthority(root, { name: { commonName: 'issuing' }, ...life });
  trust = { signatureAnchors: [root.certificate.der], sealAnchors: [], timestampAnchors: [] };
  await saveAuthority(at('issuing.pem'), issuing, 'lösenord');
  writeFileSync(at('issuing.pass'), 'lösenord\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const usual: AppConfig['issuingKey'] = { address: at('issuing.pem'), certificateFile: undefined, passphrase: new Secret('lösenord'), passphraseFile: undefined, policyOid: undefined, caUrls: [] };
const open = (changes: Partial<AppConfig['issuingKey']> = {}, mode: AppConfig['mode'] = 'production', trusted = trust, time = clock) =>
  openIssuingAuthority({ mode, issuingKey: { ...usual, ...changes } }, trusted, time, silentLogger);

async function problemOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable, problem }) => `${variable}: ${problem}`).join();
    throw error;
  }
}

test('opens the key from a file, the passphrase from a variable or a file', async () => {
  const { authority, issuance } = await open({ policyOid: '1.2.752.999.1', caUrls: ['http://pki.exempel.example/issuing.cer'] });
  expect(authority.certificate.sha256).toBe(issuing.certificate.sha256);
  expect(issuance).toEqual({ policyOid: '1.2.752.999.1', caIssuersUrls: ['http://pki.exempel.example/issuing.cer'] });
  await open({ passphrase: undefined, passphraseFile: at('issuing.pass') });
});

test('a key whose certificate lies elsewhere', async () => {
  writeFileSync(at('issuing.crt'), toPem(issuing.certificate.der));
  await open({ certificateFile: at('issuing.crt') });
  const other = await makeKey(at('other.pem'), 'lösenord', 'P-256');
  other.close();
  expect(await problemOf(open({ address: at('other.pem'), certificateFile: at('issuing.crt') }))).toMatch(/key-does-not-match-certificate/);
});

test('the probe: a signer that our own validator would not believe does not start', async () => {
  const stranger = await createRoot({ name: { commonName: 'root' }, ...life });
  expect(await problemOf(open({}, 'production', { ...trust, signatureAnchors: [stranger.certificate.der] }))).toMatch(/authority-unfit.*TRUST_SIGNATURE_ANCHORS/);
  expect(await problemOf(open({}, 'production', trust, { now: () => new Date('2036-06-01T00:00:00Z') }))).toMatch(/authority-unfit/);
  // Four hours of life do not fit into the last one: CP-06, before any person waits for it.
  expect(await problemOf(open({}, 'production', trust, { now: () => new Date('2035-12-31T23:00:00Z') }))).toMatch(/profile-violated/);
});

test('a wrong passphrase, a missing file, a bad policy or address: each is named, and no passphrase is repeated', async () => {
  expect(await problemOf(open({ passphrase: new Secret('hemligt fel') }))).toMatch(/wrong-passphrase/);
  expect(await problemOf(open({ passphrase: new Secret('hemligt fel') }))).not.toMatch(/hemligt/);
  expect(await problemOf(open({ passphrase: undefined, passphraseFile: at('none') }))).toMatch(/ISSUING_KEY_PASSPHRASE_FILE/);
  expect(await problemOf(open({ passphrase: undefined }))).toMatch(/ISSUING_KEY_PASSPHRASE/);
  expect(await problemOf(open({ address: at('none.pem') }))).toMatch(/key-file-missing/);
  expect(await problemOf(open({ address: undefined }))).toMatch(/ISSUING_KEY_PKCS11/);
  expect(await problemOf(open({ address: 'pkcs11:token=a;object=b?module-path=/none.so' }))).toMatch(/key-store-unavailable/);
  expect(await problemOf(open({ policyOid: '2.5.29.32.0' }))).toMatch(/profile-violated/);
});

test('a demo authority issues nothing in production, wherever its file lies', async () => {
  const demoRoot = await createRoot({ name: { commonName: 'Demo Root' }, ...life });
  await saveAuthority(at('renamed.pem'), await createIssuingAuthority(demoRoot, { name: { commonName: 'issuing' }, ...life }), 'x');
  const trusted = { ...trust, signatureAnchors: [demoRoot.certificate.der] };
  const key = { address: at('renamed.pem'), passphrase: new Secret('x') };
  expect(await problemOf(open(key, 'production', trusted))).toMatch(/demo/);
  expect(await problemOf(open(key, 'demo', trusted))).toBe('');
});
