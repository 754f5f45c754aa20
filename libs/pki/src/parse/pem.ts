import { CertificateError } from './certificate/certificate-error.js';

const block = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/**
 * The DER of every PEM block (RFC 7468) with one of the labels, in order; text between blocks is ignored.
 *
 * @throws CertificateError `bad-pem` when there is none
 */
export function parsePem(text: string, labels: readonly string[] = ['CERTIFICATE']): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const [, label = '', body = ''] of text.matchAll(block)) {
    if (labels.includes(label)) found.push(new Uint8Array(Buffer.from(body, 'base64')));
  }
  if (found.length === 0) throw new CertificateError('bad-pem', `no ${labels.join(' or ')} block`);
  return found;
}

/** One PEM block with lines of 64 characters. */
export function toPem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines = Buffer.from(der).toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
