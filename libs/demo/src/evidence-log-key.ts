import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openKeyFile, saveAuthority } from '#issuance';
import { buildCertificate, certificateExtension, encodeName, signerFromKeyObject } from '#pki/build';
import { keyIdentifierOf, Oid, parseCertificate } from '#pki/parse';

const year = 365 * 86_400_000;

/**
 * The key that seals the demo's evidence log: self-signed, since those who check a log know its certificate itself. Kept in
 * `folder` with the file that names it (LOG_SEAL_FILE); made when it is not there.
 */
export async function demoEvidenceLogKey(folder: string, now: Date): Promise<{ readonly logSealFile: string; readonly certificateDer: Uint8Array }> {
  const [logSealFile, keyFile] = ['log-seal.json', 'evidence-log-key.pem'].map((name) => path.join(folder, name)) as [string, string];
  if (!(await exists(logSealFile))) {
    const passphrase = randomBytes(24).toString('base64url');
    await saveAuthority(keyFile, await makeKey(now), passphrase);
    await writeFile(logSealFile, JSON.stringify({ key: path.basename(keyFile), passphrase }), { mode: 0o600, flag: 'wx' });
  }
  const { passphrase } = JSON.parse(await readFile(logSealFile, 'utf8')) as { passphrase: string };
  const { certificate } = await openKeyFile(keyFile, passphrase);
  return { logSealFile, certificateDer: certificate.der };
}

async function makeKey(now: Date): Promise<Parameters<typeof saveAuthority>[1]> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = signerFromKeyObject(privateKey);
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const name = encodeName([{ oid: Oid.organizationName, value: 'Justera Demo (not for production)' }, { oid: Oid.commonName, value: 'Justera Demo Evidence Log' }]);
  const extensions = [certificateExtension.keyUsage(['contentCommitment']), certificateExtension.subjectKeyIdentifier(spki), certificateExtension.authorityKeyIdentifier(keyIdentifierOf(spki))];
  // A positive number whatever was drawn (RFC 5280 §4.1.2.2).
  const serialNumber = Uint8Array.of(0x40, ...randomBytes(15));
  const der = await buildCertificate({ serialNumber, issuer: name, subject: name, notBefore: new Date(now.getTime() - 3_600_000), notAfter: new Date(now.getTime() + 10 * year), spki, extensions }, signer);
  return { certificate: parseCertificate(der), chain: [], signer, privateKey };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false);
}
