import { PkiError } from '../pki-error.js';

export type OcspErrorCode = 'not-basic' | 'unsupported-version' | 'no-answer';

export class OcspError extends PkiError<OcspErrorCode> {
  override readonly name = 'OcspError';
}
