import { PkiError } from '../pki-error.js';

/** A token or answer that RFC 3161 does not allow. */
export type TimeStampErrorCode = 'not-a-time-stamp-token' | 'unsupported-version' | 'unknown-hash' | 'not-granted' | 'bad-request';

export class TimeStampError extends PkiError<TimeStampErrorCode> {
  override readonly name = 'TimeStampError';
}
