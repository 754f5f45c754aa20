import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createOneTimeIdentity, openKey } from '#issuance';
import { toPem } from '#pki/parse';
import { systemClock } from '#platform';
import { findOpenssl } from '#testing';
import { keys } from '../commands/keys.js';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'justera-ceremony-'));
const at = (name: string): string => path.join(folder, name);
const openssl = findOpenssl();
const passphrases = { root: 'ett långt lösenord', issuing: 'ett annat långt lösenord', bundle: 'ett tredje lösenord' };

let printed: string[] = [];
beforeAll(() => {
  for (const [name, passphrase] of Object.entries(passphrases)) writeFileSync(at(`${name}.pass`), `${passphrase}\n`, { mode: 0o600 });
});
beforeEach(() => {
  printed = [];
  const keep = (...words: unknown[]): void => void printed.push(words.join(' '));
  jest.spyOn(console, 'log').mockImplementation(keep);
  jest.spyOn(console, 'error').mockImplementation(keep);
});
afterEach(() => {
  // Whatever a step says, it says no secret.
  for (const passphrase of Object.values(passphrases)) expect(printed.join('\n')).not.toContain(passphrase);
  jest.restoreAllMocks();
});
afterAll(() => {
  openssl?.dispose();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]): Promise<number> => keys(args);
const rootKey = ['--key', at('root-key.pem'), '--passphrase-file', at('root.pass')];
const byRoot = [...rootKey, '--certificate', at('root.pem')];

/** openssl's verdict; nothing is concluded from its absence but that it was absent, which `findOpenssl` says aloud. */
function judged(...args: string[]): void {
  if (openssl === undefined) return;
  const done = openssl.run(...args);
  if (!done.ok) throw new Error(`openssl ${args.join(' ')}: ${done.output}`);
}

/** What "request" prints, as it would be written down. */
const fingerprintIn = (lines: readonly string[]): string => /key SHA-256 +([0-9a-f ]+)/.exec(lines.join('\n'))?.[1]?.trim() ?? '';

async function makeAll(): Promise<void> {
  if (existsSync(at('issuing.pem'))) return;
  expect(await run('root', ...rootKey, '--name', 'Exempelby rot', '--organization', 'Exempelby kommun', '--country', 'SE', '-o', at('root.pem'))).toBe(0);
  expect(await run('request', '--key', at('issuing-key.pem'), '--passphrase-file', at('issuing.pass'), '--name', 'Exempelby utfärdare', '-o', at('issuing.csr'))).toBe(0);
  const fingerprint = fingerprintIn(printed.slice(-1));
  expect(await run('certify', ...byRoot, '--request', at('issuing.csr'), '--fingerprint', fingerprint, '--as', 'issuing', '--crl-url', 'http://crl.exempel.example/root.crl', '-o', at('issuing.pem'))).toBe(0);
}

test('root, request, certificate: the issuing key issues, and openssl follows the chain to the root', async () => {
  await makeAll();
  for (const name of ['root-key.pem', 'issuing-key.pem']) {
    expect(statSync(at(name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(at(name), 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  }
  const authority = await openKey(at('issuing-key.pem'), passphrases.issuing, { certificateFile: at('issuing.pem') });
  const subject = { givenName: 'Åsa', surname: 'Ek', commonName: 'Åsa Ek', serialNumber: 'p-1', authContext: { identityProvider: 'e-mail', instant: systemClock.now(), levelOfAssurance: 'low', reference: 'r' } } as const;
  const identity = await createOneTimeIdentity(authority, subject, systemClock);
  writeFileSync(at('person.pem'), toPem(identity.certificate));
  identity.dispose();
  judged('verify', '-x509_strict', '-CAfile', at('root.pem'), '-untrusted', at('issuing.pem'), at('person.pem'));
  judged('req', '-in', at('issuing.csr'), '-verify', '-noout');
  judged('pkey', '-in', at('issuing-key.pem'), '-passin', `file:${at('issuing.pass')}`, '-noout', '-check');
});

test('a request that another key has taken the place of is refused by its fingerprint', async () => {
  await makeAll();
  expect(await run('request', '--key', at('evil-key.pem'), '--passphrase-file', at('issuing.pass'), '--name', 'Exempelby utfärdare', '-o', at('evil.csr'))).toBe(0);
  await run('show', at('issuing.csr'));
  const fingerprint = fingerprintIn(printed.slice(-1));
  expect(fingerprint).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/);
  expect(await run('certify', ...byRoot, '--request', at('evil.csr'), '--fingerprint', fingerprint, '--as', 'issuing', '-o', at('evil.pem'))).toBe(65);
  expect(printed.at(-1)).toMatch(/bad-request/);
  expect(existsSync(at('evil.pem'))).toBe(false);
});

test('a request whose signature is not its key\'s is refused', async () => {
  await makeAll();
  const der = Buffer.from(readFileSync(at('issuing.csr'), 'utf8').replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const index = der.length - 3;
  der[index] = (der[index] ?? 0) ^ 1;
  writeFileSync(at('broken.csr'), toPem(der, 'CERTIFICATE REQUEST'));
  expect(await run('show', at('broken.csr'))).toBe(65);
});

test('revocation lists: numbers grow, what was revoked stays, openssl refuses the revoked', async () => {
  await makeAll();
  expect(await run('crl', ...byRoot, '--first', '-o', at('1.crl'))).toBe(0);
  judged('crl', '-inform', 'DER', '-in', at('1.crl'), '-CAfile', at('root.pem'), '-noout');
  if (openssl !== undefined) writeFileSync(at('1.crl.pem'), openssl.run('crl', '-inform', 'DER', '-in', at('1.crl')).output);
  judged('verify', '-crl_check', '-CAfile', at('root.pem'), '-CRLfile', at('1.crl.pem'), at('issuing.pem'));

  expect(await run('revoke', ...byRoot, '--previous', at('1.crl'), '--revoke', at('issuing.pem'), '--reason', 'cACompromise', '--at', '2026-01-02T03:04:05Z', '-o', at('2.crl.pem'))).toBe(0);
  expect(await run('crl', ...byRoot, '--previous', at('2.crl.pem'), '-o', at('3.crl.pem'))).toBe(0);
  await run('show', at('3.crl.pem'));
  expect(printed.at(-1)).toMatch(/number +3\n[\s\S]*revoked +1\n +[0-9a-f]{32} at 2026-01-02T03:04:05\.000Z: cACompromise/);
  if (openssl === undefined) return;
  const refused = openssl.run('verify', '-crl_check', '-CAfile', at('root.pem'), '-CRLfile', at('3.crl.pem'), at('issuing.pem'));
  expect(refused).toMatchObject({ ok: false, output: expect.stringContaining('certificate revoked') as string });
});

test('a list is carried on from the one before, and from no other', async () => {
  await makeAll();
  const other = ['--key', at('other-key.pem'), '--passphrase-file', at('root.pass')];
  expect(await run('root', ...other, '--name', 'Annan rot', '-o', at('other.pem'))).toBe(0);
  expect(await run('crl', ...other, '--certificate', at('other.pem'), '--first', '-o', at('other.crl'))).toBe(0);
  expect(await run('crl', ...byRoot, '--previous', at('other.crl'), '-o', at('x.crl'))).toBe(65);
  expect(printed.at(-1)).toMatch(/crl-unusable/);
  expect(await run('revoke', ...byRoot, '--first', '--revoke', at('other.pem'), '--reason', 'superseded', '-o', at('x.crl'))).toBe(65);
  expect(printed.at(-1)).toMatch(/not-of-this-authority/);
  for (const wrong of [[], ['--first', '--previous', at('other.crl')]]) expect(await run('crl', ...byRoot, ...wrong, '-o', at('x.crl'))).toBe(64);
  expect(await run('revoke', ...byRoot, '--first', '--revoke', at('issuing.pem'), '--reason', 'superseded', '--at', '2999-01-01T00:00:00Z', '-o', at('x.crl'))).toBe(64);
  expect(existsSync(at('x.crl'))).toBe(false);
});

test('an issuing CA certifies no CA, and nobody beyond its own life', async () => {
  await makeAll();
  const byIssuing = ['--key', at('issuing-key.pem'), '--passphrase-file', at('issuing.pass'), '--certificate', at('issuing.pem')];
  await run('show', at('issuing.csr'));
  const fingerprint = fingerprintIn(printed.slice(-1));
  const ask = ['--request', at('issuing.csr'), '--fingerprint', fingerprint, '-o', at('x.pem')];
  expect(await run('certify', ...byIssuing, ...ask, '--as', 'issuing')).toBe(65);
  expect(await run('certify', ...byRoot, ...ask, '--as', 'time-stamping', '--years', '20')).toBe(65);
  expect(printed.at(-1)).toMatch(/authority-unfit/);
  expect(existsSync(at('x.pem'))).toBe(false);
});

test('nothing is overwritten: neither key nor certificate nor list', async () => {
  await makeAll();
  const before = ['root-key.pem', 'root.pem', 'issuing.pem'].map((name) => readFileSync(at(name), 'utf8'));
  expect(await run('root', ...rootKey, '--name', 'x', '-o', at('new.pem'))).toBe(65);
  expect(await run('root', '--key', at('new-key.pem'), '--passphrase-file', at('root.pass'), '--name', 'x', '-o', at('root.pem'))).toBe(65);
  expect(existsSync(at('new-key.pem'))).toBe(false);
  expect(await run('crl', ...byRoot, '--first', '-o', at('issuing.pem'))).toBe(65);
  expect(['root-key.pem', 'root.pem', 'issuing.pem'].map((name) => readFileSync(at(name), 'utf8'))).toEqual(before);
});

test('a bundle is a PKCS #12 file that openssl opens, and the same key', async () => {
  await makeAll();
  const from = ['--key', at('issuing-key.pem'), '--passphrase-file', at('issuing.pass')];
  expect(await run('bundle', ...from, '--certificate', at('issuing.pem'), '--new-passphrase-file', at('bundle.pass'), '-o', at('issuing.p12'))).toBe(0);
  expect(statSync(at('issuing.p12')).mode & 0o777).toBe(0o600);
  judged('pkcs12', '-in', at('issuing.p12'), '-passin', `pass:${passphrases.bundle}`, '-noout');
  const [file, packed] = await Promise.all([openKey(at('issuing-key.pem'), passphrases.issuing, { certificateFile: at('issuing.pem') }), openKey(at('issuing.p12'), passphrases.bundle)]);
  expect(packed.certificate.sha256).toBe(file.certificate.sha256);
  expect(await run('bundle', ...from, '--certificate', at('root.pem'), '--new-passphrase-file', at('bundle.pass'), '-o', at('x.p12'))).toBe(65);
});

test('a short new passphrase, a wrong one and a missing one are refused before anything is made', async () => {
  await makeAll();
  writeFileSync(at('short.pass'), 'kort\n');
  expect(await run('root', '--key', at('n.pem'), '--passphrase-file', at('short.pass'), '--name', 'x', '-o', at('n.crt'))).toBe(64);
  expect(await run('crl', '--key', at('root-key.pem'), '--passphrase-file', at('issuing.pass'), '--certificate', at('root.pem'), '--first', '-o', at('n.crl'))).toBe(77);
  expect(await run('root', '--key', at('n.pem'), '--name', 'x', '-o', at('n.crt'))).toBe(64);
  expect(['n.pem', 'n.crt', 'n.crl'].filter((name) => existsSync(at(name)))).toEqual([]);
});

test('a passphrase on the command line is no option at all', async () => {
  expect(await run('root', '--key', at('p.pem'), '--passphrase', 'x', '--name', 'x', '-o', at('p.crt'))).toBe(64);
  expect(await run('nonsense')).toBe(64);
});
