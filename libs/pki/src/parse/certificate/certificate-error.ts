import { PkiError } from '../pki-error.js';

/** Well-formed DER, but not a certificate we can use (RFC 5280 §4). */
export type CertificateErrorCode =
  | 'unsupported-version'
  | 'algorithm-mismatch'
  | 'duplicate-extension'
  | 'extensions-not-allowed'
  | 'bad-extension'
  | 'unsupported-public-key'
  | 'bad-pem';

export class CertificateError extends PkiError<CertificateErrorCode> {
  override readonly name = 'CertificateError';
}
