import { PkiError } from '../parse/pki-error.js';

/** The caller asked for something that cannot be encoded, or gave a message that cannot be built upon. */
export type BuildErrorCode =
  | 'bad-integer'
  | 'bad-string'
  | 'bad-time'
  | 'bad-serial-number'
  | 'bad-validity'
  | 'unsupported-key'
  | 'not-one-signer'
  | 'bad-request';

export class BuildError extends PkiError<BuildErrorCode> {
  override readonly name = 'BuildError';
}
