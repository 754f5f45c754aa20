import { randomBytes } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  createIssuingAuthority,
  createOcspResponder,
  createRoot,
  createTimeStampingAuthority,
  openKeyFile,
  saveAuthority,
  type AuthorityMaterial,
  type IssuingAuthority,
} from '#issuance';
import { toPem } from '#pki/parse';
import { errorCode } from '#platform';

/** The parties of the demo trust service. */
export interface DemoAuthorities {
  readonly root: IssuingAuthority;
  readonly issuing: IssuingAuthority;
  readonly timeStamping: IssuingAuthority;
  /** Delegated by the root; its key is made at every start and never stored. */
  readonly ocspResponder: IssuingAuthority;
  readonly issuingKeyFile: string;
  readonly passphrase: string;
}

const organization = 'Justera Demo (not for production)';
const day = 24 * 60 * 60 * 1000;

/**
 * Opens the keys in the folder, making those that are missing. Certificates name the service's address, so the parties
 * below the root belong to one port: on another port they are made anew, under the same root.
 *
 * @param url `http://127.0.0.1:port`
 */
export async function openAuthorities(folder: string, url: string, now: Date): Promise<DemoAuthorities> {
  const passphrase = await openPassphrase(path.join(folder, 'passphrase'));
  const open = (file: string, make: () => Promise<AuthorityMaterial>): Promise<IssuingAuthority> => openOrMake(path.join(folder, file), passphrase, make);
  const life = (days: number): { notBefore: Date; notAfter: Date } => ({
    // An hour back: a reader's clock may be behind ours.
    notBefore: new Date(now.getTime() - day / 24),
    notAfter: new Date(now.getTime() + days * day),
  });
  const name = (commonName: string): { country: string; organization: string; commonName: string } => ({ country: 'SE', organization, commonName });
  const addresses = { crlUrls: [`${url}/root.crl`], ocspUrls: [`${url}/ocsp`], caIssuersUrls: [`${url}/root.cer`] };
  const { port } = new URL(url);

  const root = await open('root-key.pem', () => createRoot({ name: name('Justera Demo Root (not for production)'), ...life(20 * 365) }));
  const issuing = await open(`issuing-key-${port}.pem`, () => createIssuingAuthority(root, { name: name('Justera Demo Issuing CA'), ...life(5 * 365), addresses }));
  const timeStamping = await open(`time-stamping-key-${port}.pem`, () =>
    createTimeStampingAuthority(root, { name: name('Justera Demo Time Stamping'), ...life(5 * 365), addresses }),
  );
  const ocspResponder = await createOcspResponder(root, { name: name('Justera Demo OCSP Responder'), ...life(365) });
  await writeFile(path.join(folder, 'root.pem'), toPem(root.certificate.der));
  return { root, issuing, timeStamping, ocspResponder, issuingKeyFile: path.join(folder, `issuing-key-${port}.pem`), passphrase };
}

async function openOrMake(file: string, passphrase: string, make: () => Promise<AuthorityMaterial>): Promise<IssuingAuthority> {
  if (!(await exists(file))) await saveAuthority(file, await make(), passphrase);
  return openKeyFile(file, passphrase);
}

/**
 * The keys' passphrase lies beside them, so it protects nothing here. It is there because the same code opens keys in
 * production, and that code takes no naked ones.
 */
async function openPassphrase(file: string): Promise<string> {
  try {
    await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return readFile(file, 'utf8');
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
