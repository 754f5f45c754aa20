import { readFile } from 'node:fs/promises';
import { readCertificationRequest } from '#issuance';
import { nameToString, parseCertificate, parseCrl, parsePem, PkiError } from '#pki/parse';
import { parseOptions } from '../signing/options.js';
import { UsageError } from '../usage.js';
import { readCrlFile } from './crl.js';
import { describeCertificate, describeCrl, grouped, report, sha256 } from './describe.js';

/** `justera keys show`: what files of a ceremony say. Keys are not opened. */
export async function show(args: readonly string[]): Promise<void> {
  const { positionals } = parseOptions(args, {});
  if (positionals.length === 0) throw new UsageError('name the files to show');
  for (const file of positionals) report([file, ...(await describe(file))]);
}

async function describe(file: string): Promise<string[]> {
  const bytes = await readFile(file);
  const text = bytes.toString('latin1');
  if (text.includes('CERTIFICATE REQUEST-----')) {
    const { subject, spki } = readCertificationRequest(bytes);
    return [`  subject      ${nameToString(subject)}`, `  key SHA-256  ${grouped(sha256(spki))}`];
  }
  if (text.includes('CRL-----')) return describeCrl(await readCrlFile(file));
  const key = text.includes('ENCRYPTED PRIVATE KEY-----') ? ['  an encrypted private key'] : [];
  if (text.includes('-----BEGIN CERTIFICATE-----')) return [...key, ...parsePem(text).flatMap((der) => describeCertificate(parseCertificate(der)))];
  return key.length > 0 ? key : describeDer(new Uint8Array(bytes), file);
}

function describeDer(der: Uint8Array, file: string): string[] {
  for (const read of [() => describeCertificate(parseCertificate(der)), () => describeCrl(parseCrl(der))]) {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof PkiError)) throw error;
    }
  }
  throw new UsageError(`${file}: neither a certificate, a request nor a revocation list`);
}
