import { createHash, createHmac } from 'node:crypto';

/** What the link opens. Part of the hash, so that no download link can be used to sign. */
export type LinkPurpose = 'sign' | 'download';

export interface Link {
  readonly purpose: LinkPurpose;
  /** The id of the sign task. */
  readonly subjectId: string;
  /** Counts up when the link is replaced (resend, substitution); reminders keep it. */
  readonly rotation: number;
}

export interface LinkToken {
  /** 43 characters of base64url (RFC 4648 §5): 256 bits. Goes into the mail and nowhere else. */
  readonly token: string;
  /** What the database holds, lower-case hex. */
  readonly tokenSha256: string;
}

/**
 * The token of a link. It follows from the key and the link, so that a mail that is tried again carries the same link
 * although nobody stored it (spec/workflow.md, Links).
 *
 * @param key at least 32 bytes, held by the mail worker alone
 */
export function makeLinkToken(key: Uint8Array, link: Link): LinkToken {
  if (key.length < 32) throw new RangeError('the link key must be at least 32 bytes');
  if (!Number.isSafeInteger(link.rotation) || link.rotation < 0) throw new RangeError('a rotation is a whole number');
  const message = JSON.stringify(['justera', 'link', 1, link.purpose, link.subjectId, link.rotation]);
  const token = createHmac('sha256', key).update(message, 'utf8').digest('base64url');
  return { token, tokenSha256: sha256(token) };
}

/** The SHA-256 to look a token up by; undefined when it cannot be one of ours, so that junk never reaches the database. */
export function hashLinkToken(token: string): string | undefined {
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? sha256(token) : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'ascii').digest('hex');
}
