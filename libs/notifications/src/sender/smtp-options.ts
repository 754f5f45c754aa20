import { isLoopbackUrl } from '#platform';
import { MailError } from './mail-error.js';

/** `required`: TLS or no mail. `opportunistic`: when offered. `off`: never (demo and tests). */
export type TlsMode = 'required' | 'opportunistic' | 'off';

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (RFC 8314 §3.3). */
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly ignoreTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

/**
 * Reads `smtp://user:password@host:port` (587, STARTTLS) or `smtps://…` (465). Links in mails are keys, so TLS is
 * demanded from every host but this one.
 *
 * @throws MailError `mail-config-invalid`
 */
export function readSmtpUrl(smtpUrl: string, tls?: TlsMode): SmtpOptions {
  if (!URL.canParse(smtpUrl)) throw new MailError('mail-config-invalid');
  const url = new URL(smtpUrl);
  if ((url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '') throw new MailError('mail-config-invalid');
  const secure = url.protocol === 'smtps:';
  const mode = tls ?? (isLoopbackUrl(smtpUrl) ? 'opportunistic' : 'required');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && mode === 'required',
    ignoreTLS: !secure && mode === 'off',
    ...(url.username === '' ? {} : { auth: { user: decoded(url.username), pass: decoded(url.password) } }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A password with a bare % sign: take it as it was written.
    return text;
  }
}
