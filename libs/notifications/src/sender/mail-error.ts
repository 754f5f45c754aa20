import { JusteraError } from '#platform';

/**
 * Why a mail did not leave. Closed.
 *
 * - `mail-server-unreachable`, `mail-server-timeout`: no answer (retry).
 * - `mail-refused-for-now`: a 4xx answer, RFC 5321 §4.2.1 (retry).
 * - `mail-tls-failed`, `mail-login-refused`: configuration of one side; retried, since the other side may mend it.
 * - `mail-refused`: a 5xx answer: this mail will never be taken.
 * - `mail-address-invalid`: not one plain address; never sent.
 * - `mail-config-invalid`: our SMTP URL or sender address cannot work.
 */
export type MailErrorCode =
  | 'mail-server-unreachable'
  | 'mail-server-timeout'
  | 'mail-login-refused'
  | 'mail-tls-failed'
  | 'mail-refused-for-now'
  | 'mail-refused'
  | 'mail-address-invalid'
  | 'mail-config-invalid';

const final: ReadonlySet<MailErrorCode> = new Set<MailErrorCode>(['mail-refused', 'mail-address-invalid', 'mail-config-invalid']);

/** Holds neither address, subject nor words of the mail: its message may be logged and shown at the desk. */
export class MailError extends JusteraError<MailErrorCode> {
  /** The SMTP reply code, when there was a reply. */
  readonly responseCode: number | undefined;

  constructor(code: MailErrorCode, responseCode?: number) {
    super(code, responseCode === undefined ? code : `${code} (${String(responseCode)})`, {
      details: responseCode === undefined ? {} : { responseCode },
    });
    this.responseCode = responseCode;
  }

  get retryable(): boolean {
    return !final.has(this.code);
  }
}

/** Sorts an error of nodemailer. Its text is dropped: it may quote the recipient. */
export function mailErrorFrom(error: unknown): MailError {
  if (error instanceof MailError) return error;
  const { code, responseCode } = readError(error);
  if (code === 'EAUTH' || code === 'ENOAUTH') return new MailError('mail-login-refused', responseCode);
  if (code === 'ETLS' || code === 'EREQUIRETLS') return new MailError('mail-tls-failed', responseCode);
  if (responseCode !== undefined && responseCode >= 500) return new MailError('mail-refused', responseCode);
  if (responseCode !== undefined && responseCode >= 400) return new MailError('mail-refused-for-now', responseCode);
  if (code === 'ETIMEDOUT') return new MailError('mail-server-timeout');
  if (code === 'EENVELOPE') return new MailError('mail-address-invalid');
  return new MailError('mail-server-unreachable');
}

function readError(error: unknown): { code?: string; responseCode?: number } {
  if (typeof error !== 'object' || error === null) return {};
  return {
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...('responseCode' in error && typeof error.responseCode === 'number' ? { responseCode: error.responseCode } : {}),
  };
}
