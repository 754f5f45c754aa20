import { createHmac, timingSafeEqual } from 'node:crypto';

/** 8 digits, 30 minutes, 5 tries: 5 in 100 million guesses for whoever holds the link but not the mailbox. */
export const EMAIL_CODE = { digits: 8, lifetimeMilliseconds: 30 * 60 * 1000, maxTries: 5 } as const;

const space = 10 ** EMAIL_CODE.digits;

/** A fresh code. `random` gives that many unpredictable bytes (`node:crypto` randomBytes). */
export function makeEmailCode(random: (length: number) => Uint8Array): string {
  // 2^32 is no multiple of 10^8: values over the last whole multiple are thrown away, or low codes would be likelier.
  const limit = Math.floor(2 ** 32 / space) * space;
  for (;;) {
    const bytes = random(4);
    const value = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
    if (value < limit) return String(value % space).padStart(EMAIL_CODE.digits, '0');
  }
}

/** `0482 1375`: the way it is shown; typed back with or without the space. */
export function formatEmailCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** The digits that a person typed or pasted, or undefined when these cannot be a code. */
export function readTypedCode(typed: string): string | undefined {
  if (typed.length > 64) return undefined;
  const digits = typed.normalize('NFKC').replace(/[\s\u00ad\u200b-\u200f\u2010-\u2015-]/gu, '');
  return new RegExp(`^[0-9]{${EMAIL_CODE.digits}}$`).test(digits) ? digits : undefined;
}

/**
 * What is stored in place of the code: lower-case hex HMAC-SHA256.
 *
 * @param pepper at least 32 bytes, known to the signing component alone: 10^8 codes are tried in seconds without it.
 * @param codeId binds the hash to its row, so that no hash can be moved to another task.
 */
export function hashEmailCode(pepper: Uint8Array, codeId: string, code: string): string {
  if (pepper.length < 32) throw new RangeError('the pepper must be at least 32 bytes');
  return createHmac('sha256', pepper).update(JSON.stringify(['justera', 'email-code', 1, codeId, code])).digest('hex');
}

export interface StoredEmailCode {
  readonly id: string;
  readonly codeHmac: string;
  /** Wrong answers so far. */
  readonly tries: number;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

export type EmailCodeCheck =
  | { readonly outcome: 'right' }
  /** A try is used: add one to `tries` in the transaction that locked the row. */
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  /** Not eight digits: nothing was guessed, so no try is used. */
  | { readonly outcome: 'malformed'; readonly triesLeft: number }
  | { readonly outcome: 'expired' | 'used' | 'too-many-tries' };

/** Compares in constant time. The caller holds a lock on the row from reading it to writing the outcome. */
export function checkEmailCode(pepper: Uint8Array, stored: StoredEmailCode, typed: string, now: Date): EmailCodeCheck {
  if (stored.usedAt !== null) return { outcome: 'used' };
  if (stored.tries >= EMAIL_CODE.maxTries) return { outcome: 'too-many-tries' };
  if (now.getTime() >= stored.expiresAt.getTime()) return { outcome: 'expired' };
  const triesLeft = EMAIL_CODE.maxTries - stored.tries;
  const code = readTypedCode(typed);
  if (code === undefined) return { outcome: 'malformed', triesLeft };
  const expected = Buffer.from(stored.codeHmac, 'hex');
  const actual = Buffer.from(hashEmailCode(pepper, stored.id, code), 'hex');
  const right = expected.length === actual.length && timingSafeEqual(expected, actual);
  return right ? { outcome: 'right' } : { outcome: 'wrong', triesLeft: triesLeft - 1 };
}
