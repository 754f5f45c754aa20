import { JusteraError } from '#platform';

export type TrustErrorCode =
  | 'trust-file-not-found'
  | 'trust-file-without-certificate'
  | 'trust-certificate-unreadable';

/** What was given as trust cannot be used; the message names the file. */
export class TrustError extends JusteraError<TrustErrorCode> {}
