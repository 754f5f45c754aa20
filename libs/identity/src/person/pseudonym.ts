import { createHmac } from 'node:crypto';

/** Whose pseudonym: the same person gets different ones at different bodies, so that cases cannot be linked across bodies. */
export interface PseudonymSource {
  /** At least 32 bytes; held by the signing component only, else a personal identity number could be guessed back. */
  readonly key: Uint8Array;
  readonly bodyId: string;
  readonly provider: string;
  /** What the provider calls the person; may be a personal identity number, hence never stored or shown. */
  readonly subject: string;
}

/** 32 lower-case hex digits (128 bits): fits a certificate's serialNumber (PrintableString, at most 64; X.520). */
export function makePseudonym(source: PseudonymSource): string {
  return keyedHash('pseudonym', source).slice(0, 32);
}

/** 64 lower-case hex digits. Another purpose in the hash than the pseudonym, so that one never reveals the other. */
export function makeSubjectReference(source: PseudonymSource): string {
  return keyedHash('subject-reference', source);
}

function keyedHash(purpose: string, source: PseudonymSource): string {
  if (source.key.length < 32) throw new RangeError('the pseudonym key must be at least 32 bytes');
  // JSON keeps the parts apart: no two different lists of strings give the same text.
  const message = JSON.stringify(['justera', purpose, 1, source.bodyId, source.provider, source.subject]);
  return createHmac('sha256', source.key).update(message, 'utf8').digest('hex');
}
