import type { NotChecked } from '../validation-report.js';
import type { Facts } from './facts.js';

/** One language. Every sentence is a function of the facts; none is made by gluing codes together. */
export interface Words {
  readonly headings: Readonly<Record<Question, string>>;
  readonly verdict: (facts: Facts) => string;
  readonly headline: (facts: Facts) => string;
  readonly answers: Readonly<Record<Question, (facts: Facts) => string>>;
  readonly notCheckedHeading: string;
  readonly notChecked: Readonly<Record<NotChecked, string>>;
  readonly adviceHeading: string;
  readonly advice: (facts: Facts) => readonly string[];
}

export type Question = 'intact' | 'changedSince' | 'who' | 'trustedBy' | 'when' | 'complete';
export const questions: readonly Question[] = ['intact', 'changedSince', 'who', 'trustedBy', 'when', 'complete'];

/** Situations in which the file holds nothing that could be judged. */
export function hasNothingToJudge({ situation }: Facts): boolean {
  return situation === 'print-out' || situation === 'unsigned' || situation === 'not-yet-signed' || situation === 'unreadable' || situation === 'broken-file';
}
