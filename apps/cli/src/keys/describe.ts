import { createHash } from 'node:crypto';
import { nameToString, type Certificate, type Crl } from '#pki/parse';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** In groups of four, to be read aloud and compared with a sheet of paper. */
export function grouped(hex: string): string {
  return hex.replace(/.{4}(?=.)/g, '$& ');
}

export function describeCertificate(certificate: Certificate): string[] {
  return [
    `  subject      ${nameToString(certificate.subject)}`,
    `  issuer       ${nameToString(certificate.issuer)}`,
    `  serial       ${certificate.serialNumber}`,
    `  valid        ${certificate.notBefore.toISOString()} to ${certificate.notAfter.toISOString()}`,
    `  SHA-256      ${grouped(certificate.sha256)}`,
    `  key SHA-256  ${grouped(sha256(certificate.spki))}`,
  ];
}

export function describeCrl(crl: Crl): string[] {
  const entries = [...crl.entries.values()].flat();
  return [
    `  issuer       ${nameToString(crl.issuer)}`,
    `  number       ${crl.known.number === undefined ? 'none' : BigInt(`0x${crl.known.number}`).toString()}`,
    `  valid        ${crl.thisUpdate.toISOString()} to ${crl.nextUpdate?.toISOString() ?? 'no end'}`,
    `  revoked      ${entries.length}`,
    ...entries.map((entry) => `               ${entry.serialNumber} at ${entry.revokedAt.toISOString()}: ${entry.reason}`),
    `  SHA-256      ${grouped(sha256(crl.der))}`,
  ];
}

/** What a step made, and where. */
export function report(lines: readonly string[]): void {
  console.log(lines.join('\n'));
}
