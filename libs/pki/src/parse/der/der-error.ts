import { PkiError } from '../pki-error.js';

/** Everything that can be wrong with an encoding (X.690; DER unless said otherwise). */
export type DerErrorCode =
  | 'truncated'
  | 'indefinite-length'
  | 'non-minimal-length'
  | 'length-too-big'
  | 'trailing-bytes'
  | 'unexpected-end'
  | 'unexpected-tag'
  | 'unsupported-tag'
  | 'too-deep'
  | 'too-large'
  | 'bad-boolean'
  | 'bad-integer'
  | 'integer-too-big'
  | 'bad-oid'
  | 'bad-time'
  | 'bad-string'
  | 'bad-bit-string'
  | 'bad-null';

/** The bytes are not the DER that was expected. `offset` is a position in the buffer given to the reader. */
export class DerError extends PkiError<DerErrorCode> {
  override readonly name = 'DerError';
  readonly offset: number;

  constructor(code: DerErrorCode, offset: number, detail?: string) {
    super(code, detail === undefined ? `at ${offset}` : `${detail}, at ${offset}`);
    this.offset = offset;
  }
}
