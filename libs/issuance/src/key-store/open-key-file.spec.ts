import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { IssuanceError, openKeyFile, type IssuanceErrorCode, type KeyFileOptions } from '#issuance';
import { toPem } from '#pki/parse';
import { createTestPki, findOpenssl, issueTestCertificate, type Openssl, type TestCertificate, type TestPki } from '#testing';

const passphrase = 'lösenord 1 €';
const openssl: Openssl | undefined = findOpenssl();
const folder = mkdtempSync(join(tmpdir(), 'justera-key-file-'));
const file = join(folder, 'key.p12');
let pki: TestPki;
let below: TestCertificate;
let holder: TestCertificate;

beforeAll(async () => {
  pki = await createTestPki();
  const life = { notBefore: pki.issuing.certificate.notBefore, notAfter: pki.issuing.certificate.notAfter };
  below = await issueTestCertificate({ subject: 'below', issuer: pki.issuing, ...life, ca: {} });
  holder = await issueTestCertificate({ subject: 'seal', issuer: below, ...life });
});
afterAll(() => {
  openssl?.dispose();
  rmSync(folder, { recursive: true });
});

/** What openssl writes, with the chain in the wrong order, and strangers and the root in it. */
function write(tool: Openssl, ...options: string[]): void {
  tool.file('key.pem', holder.key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  tool.file('own.pem', toPem(holder.der));
  tool.file('chain.pem', [pki.root, pki.issuing, pki.tsa, below].map(({ der }) => toPem(der)).join(''));
  const done = tool.run('pkcs12', '-export', '-inkey', 'key.pem', '-in', 'own.pem', '-certfile', 'chain.pem', '-passout', `pass:${passphrase}`, '-name', 'sigill Å', ...options, '-out', 'out.p12');
  if (!done.ok) throw new Error(done.output);
  rmSync(file, { force: true });
  copyFileSync(join(tool.folder, 'out.p12'), file);
  chmodSync(file, 0o600);
}

async function codeOf(given: string, options: KeyFileOptions = {}): Promise<IssuanceErrorCode | undefined> {
  try {
    await openKeyFile(file, given, options);
    return undefined;
  } catch (error) {
    if (!(error instanceof IssuanceError)) throw error;
    expect(error.details['file']).toBe(file);
    expect(error.message).not.toContain(given);
    return error.code;
  }
}

(openssl === undefined ? describe.skip : describe)('a PKCS #12 file', () => {
  const tool = openssl as Openssl;

  test.each([['as OpenSSL 3 writes it', []], ['of the old kind', ['-legacy']], ['without a MAC', ['-nomac']]])(
    '%s: the chain comes in issuing order, strangers and the root left out',
    async (_name, options) => {
      write(tool, ...options);
      const opened = await openKeyFile(file, passphrase);
      expect(opened.certificate.sha256).toBe(holder.certificate.sha256);
      expect(opened.chain.map((der) => toPem(der))).toEqual([below, pki.issuing].map(({ der }) => toPem(der)));
      expect(await codeOf('another')).toBe('wrong-passphrase');
    },
  );

  test('is for its owner only, unless it is a person\'s own', async () => {
    if (process.platform === 'win32') return;
    write(tool);
    chmodSync(file, 0o640);
    expect(await codeOf(passphrase)).toBe('key-file-too-open');
    expect(await codeOf(passphrase, { othersMayRead: true })).toBeUndefined();
  });

  test('a naked key in it is refused', async () => {
    write(tool, '-keypbe', 'NONE');
    expect(await codeOf(passphrase)).toBe('key-not-encrypted');
  });

  test('an iteration count that would hold the process for hours is refused at once', async () => {
    // openssl writes 300,000 as 02 03 04 93 e0, for MAC and encryption alike.
    write(tool, '-iter', '300000');
    const { readFileSync } = await import('node:fs');
    const good = readFileSync(file).toString('latin1');
    expect(good).toContain('\x02\x03\x04\x93\xe0');
    writeFileSync(file, Buffer.from(good.replaceAll('\x02\x03\x04\x93\xe0', '\x02\x03\x7f\xff\xff'), 'latin1'));
    expect(await codeOf(passphrase)).toBe('key-file-unreadable');
  });

  test('the wanted key is named, never guessed', async () => {
    write(tool);
    expect(await codeOf(passphrase, { friendlyName: 'sigill Å' })).toBeUndefined();
    expect(await codeOf(passphrase, { friendlyName: 'sigill' })).toBe('no-key-in-file');
  });
});

test('a store of two keys that keytool wrote is opened by alias, and by none without', async () => {
  rmSync(file, { force: true });
  for (const alias of ['seal', 'issuing']) {
    const made = spawnSync('keytool', [
      '-genkeypair', '-keystore', file, '-storetype', 'PKCS12', '-storepass', 'changeit', '-alias', alias, '-keyalg', 'EC', '-groupname', 'secp256r1', '-dname', `CN=${alias}`,
    ]);
    if (made.error !== undefined) {
      process.stderr.write('\n*** keytool is not installed: PKCS #12 files of Java are NOT tried ***\n\n');
      return;
    }
    expect(made.status).toBe(0);
  }
  chmodSync(file, 0o600);
  expect(await codeOf('changeit')).toBe('several-keys');
  expect((await openKeyFile(file, 'changeit', { friendlyName: 'issuing' })).certificate.isSelfIssued).toBe(true);
}, 120_000);
