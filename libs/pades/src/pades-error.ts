import { JusteraError } from '#platform/base';

export type PadesErrorCode =
  | 'input-refused'
  | 'missing-glyph'
  | 'bad-content'
  | 'field-not-found'
  | 'field-already-signed'
  | 'permission-denied'
  | 'field-locked'
  | 'contents-too-small'
  | 'signing-time-outside-certificate'
  | 'timestamp-unavailable'
  | 'timestamp-rejected'
  | 'timestamp-invalid'
  | 'timestamp-clock-skew'
  | 'revocation-unavailable'
  | 'revocation-not-fresh'
  | 'revoked'
  | 'host-not-allowed'
  | 'chain-incomplete'
  | 'nothing-signed'
  | 'not-a-file'
  | 'output-is-input'
  | 'plain-signing-failed'
  | 'lint-failed';

export type PadesErrorDetails = Readonly<Record<string, string | number>>;

/** What went wrong while preparing, signing or completing. Tests and callers look at `code`, people at their own texts. */
export class PadesError extends JusteraError<PadesErrorCode> {
  constructor(code: PadesErrorCode, message: string, details: PadesErrorDetails = {}, cause?: unknown) {
    super(code, message, cause === undefined ? { details } : { details, cause });
  }
}
