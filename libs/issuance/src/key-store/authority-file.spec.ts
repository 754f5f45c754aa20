import { createPrivateKey, createPublicKey } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createIssuingAuthority, createRoot, createTimeStampingAuthority, IssuanceError, openKeyFile, saveAuthority, writePkcs12, type AuthorityMaterial, type IssuanceErrorCode } from '#issuance';
import { signTbs, sequence } from '#pki/build';
import { toPem } from '#pki/parse';
import { findOpenssl, issueTestCertificate, newPssKey } from '#testing';
import { encryptPrivateKey } from './encrypt-private-key.js';

let folder: string;
let root: AuthorityMaterial;
let authority: AuthorityMaterial;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'justera-keys-'));
  const life = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };
  root = await createRoot({ name: { commonName: 'root' }, ...life });
  authority = await createIssuingAuthority(root, { name: { commonName: 'issuing' }, ...life });
  file = join(folder, 'issuing.pem');
  await saveAuthority(file, authority, 'lösenord 1');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function codeOf(work: () => Promise<unknown>): Promise<IssuanceErrorCode | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof IssuanceError) return error.code;
    throw error;
  }
}

/** A file of the test's own making. */
async function written(text: string, mode = 0o600): Promise<string> {
  const name = join(folder, `${Math.random().toString(36).slice(2)}.pem`);
  await writeFile(name, text, { mode });
  await chmod(name, mode);
  return name;
}

test('what was saved is opened: same certificate, a key that signs for it', async () => {
  const opened = await openKeyFile(file, 'lösenord 1');
  expect(opened.certificate.sha256).toBe(authority.certificate.sha256);
  expect(opened.chain).toEqual([]);
  const signed = await signTbs(sequence(), opened.signer);
  expect(signed.length).toBeGreaterThan(64);
});

test('the file is for its owner only, and holds no key in the clear', async () => {
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, 'utf8');
  expect(text).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  expect(text).not.toContain('BEGIN PRIVATE KEY');
  const plain = authority.privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(40).toString('base64').slice(0, 30);
  expect(text.replace(/\s/g, '')).not.toContain(plain);
});

test('a key file is never overwritten', async () => {
  expect(await codeOf(() => saveAuthority(file, authority, 'another'))).toBe('key-file-exists');
  expect(await codeOf(() => openKeyFile(file, 'lösenord 1'))).toBeUndefined();
});

test('every way not to get a key has its own code', async () => {
  const text = await readFile(file, 'utf8');
  const key = /-----BEGIN ENCRYPTED[\s\S]+?-----END ENCRYPTED PRIVATE KEY-----\n/.exec(text)?.[0] ?? '';
  const clear = authority.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  expect(await codeOf(() => openKeyFile(join(folder, 'none.pem'), 'x'))).toBe('key-file-missing');
  expect(await codeOf(() => openKeyFile(file, 'fel'))).toBe('wrong-passphrase');
  expect(await codeOf(async () => openKeyFile(await written(clear + toPem(authority.certificate.der)), 'x'))).toBe('key-not-encrypted');
  expect(await codeOf(async () => openKeyFile(await written(toPem(authority.certificate.der)), 'x'))).toBe('no-key-in-file');
  expect(await codeOf(async () => openKeyFile(await written(key), 'lösenord 1'))).toBe('no-certificate-in-file');
  expect(await codeOf(async () => openKeyFile(await written(key + toPem(root.certificate.der)), 'lösenord 1'))).toBe('key-does-not-match-certificate');
});

test('a key that could not sign for readers is refused when it is opened, in words of ours', async () => {
  const privateKey = newPssKey({ hashAlgorithm: 'sha1', mgf1HashAlgorithm: 'sha1', saltLength: 20 });
  const spki = new Uint8Array(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }));
  const { notBefore, notAfter } = root.certificate;
  const issued = await issueTestCertificate({ subject: 'odd key', issuer: await issueTestCertificate({ subject: 'ca', notBefore, notAfter, ca: {} }), notBefore, notAfter, key: { privateKey, spki, signer: root.signer } });
  const pem = toPem(encryptPrivateKey(privateKey, 'x'), 'ENCRYPTED PRIVATE KEY') + toPem(issued.der);
  expect(await codeOf(async () => openKeyFile(await written(pem), 'x'))).toBe('key-unsupported');
  await writeFile(join(folder, 'odd.p12'), writePkcs12(privateKey, [issued.der], 'odd', 'x'), { mode: 0o600 });
  expect(await codeOf(async () => openKeyFile(join(folder, 'odd.p12'), 'x'))).toBe('key-unsupported');
});

test('a file that the group may read is refused', async () => {
  if (process.platform === 'win32') return;
  const text = await readFile(file, 'utf8');
  expect(await codeOf(async () => openKeyFile(await written(text, 0o640), 'lösenord 1'))).toBe('key-file-too-open');
});

test('the chain above is kept, the root left out', async () => {
  const life = { notBefore: root.certificate.notBefore, notAfter: root.certificate.notAfter };
  const policy = await createIssuingAuthority(root, { name: { commonName: 'policy CA' }, ...life });
  const below = await createTimeStampingAuthority(policy, { name: { commonName: 'below' }, ...life });
  const name = join(folder, 'below.pem');
  await saveAuthority(name, below, 'x');
  await writeFile(name, (await readFile(name, 'utf8')) + toPem(root.certificate.der));
  const opened = await openKeyFile(name, 'x');
  expect(opened.chain.map((der) => toPem(der))).toEqual([toPem(policy.certificate.der)]);
});

test('openssl and Node read the encrypted key', async () => {
  const text = await readFile(file, 'utf8');
  expect(createPrivateKey({ key: text, passphrase: 'lösenord 1' }).equals(authority.privateKey)).toBe(true);
  const openssl = findOpenssl();
  if (openssl === undefined) return;
  openssl.file('key.pem', text);
  expect(openssl.run('pkey', '-in', 'key.pem', '-passin', 'pass:lösenord 1', '-noout', '-check')).toMatchObject({ ok: true });
  openssl.dispose();
});
