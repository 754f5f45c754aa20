import { fill, type Translation } from '../text/catalog.js';
import type { sv } from '../text/sign/sv.js';

type Words = Translation<typeof sv>['authentication'];

const sentences: Readonly<Record<string, keyof Words>> = {
  'authentication-cancelled': 'cancelled',
  'authentication-failed': 'failed',
  'answer-invalid': 'answerInvalid',
  'authentication-not-fresh': 'notFresh',
  'level-of-assurance-unknown': 'levelTooLow',
  'level-of-assurance-too-low': 'levelTooLow',
  'identity-mismatch': 'otherPerson',
  'person-mismatch': 'otherPerson',
  'provider-unreachable': 'providerDown',
  'provider-misconfigured': 'providerDown',
  'claims-missing': 'claimsMissing',
};

/** What went wrong at the provider, that nothing is signed, and what to do: three sentences, never the code. */
export function explainAuthenticationError(code: string, words: Words, sender: string): string[] {
  const key = sentences[code] ?? 'other';
  const advice = key === 'otherPerson' ? fill(words.otherPersonAdvice, { sender }) : key === 'providerDown' ? words.laterAdvice : words.retryAdvice;
  return [words[key], words.nothingSigned, advice];
}
