import { PkiError } from '../pki-error.js';

export type CrlErrorCode = 'unsupported-version' | 'algorithm-mismatch' | 'duplicate-extension' | 'bad-extension';

export class CrlError extends PkiError<CrlErrorCode> {
  override readonly name = 'CrlError';
}
