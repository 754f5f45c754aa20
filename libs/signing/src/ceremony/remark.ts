import { commitmentOf } from '#evidence';
import { maximumRemarkLength, remarkLength } from '#minutes';
import type { StoredRemark } from '#persistence';
import { taskOf, type SignRequestState } from '#signing-order';
import type { SignatureEngine } from '../engine/signature-engine.js';
import { SigningError } from '../signing-error.js';

/** Name of the remark in evidence; part of what its commitment is made from. */
export const remarkName = 'remark';

/**
 * The remark that a person typed, as it will be consented to and shown: one line, as typed but for blanks at its ends. Undefined for none.
 * Asked before the person identifies, so that nobody does for words that no signature can carry.
 * @throws SigningError `remark-not-allowed`, `remark-too-long`, `remark-unshowable` with the characters
 */
export function acceptRemark(engine: Pick<SignatureEngine, 'unshowable'>, state: SignRequestState, taskId: string, typed: string | null | undefined): string | undefined {
  const remark = typed?.trim().normalize('NFC') ?? '';
  if (remark === '') return undefined;
  if (taskOf(state, taskId)?.mayRemark !== true) throw new SigningError('remark-not-allowed');
  const length = remarkLength(remark);
  if (length > maximumRemarkLength) throw new SigningError('remark-too-long', { details: { length, maximumLength: maximumRemarkLength } });
  const characters = engine.unshowable(remark);
  if (characters.length > 0) throw new SigningError('remark-unshowable', { details: { characters: characters.slice(0, 10).map(visibly) } });
  return remark;
}

/** The salted commitment that stands for a remark in facts and evidence; undefined where nothing is kept. */
export function commitmentTo({ remark, remarkSalt }: StoredRemark): string | undefined {
  return remark === null || remarkSalt === null ? undefined : commitmentOf({ name: remarkName, salt: remarkSalt, value: remark });
}

/** What cannot be seen is named by its number, and nothing here turns a sentence around. */
function visibly(characters: string): string {
  return [...characters].map((one) => (/[\p{C}\p{Z}]/u.test(one) ? `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` : one)).join('').slice(0, 40);
}
