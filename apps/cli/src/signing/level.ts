import { UsageError } from '../usage.js';

export const levels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;

export type Level = (typeof levels)[number];

/** The spellings people use: B-T, T, BT, PAdES_BASELINE_T, PAdES-B-T, "pades baseline t" … */
export function readLevel(text: string): Level {
  const match = /^(?:pades)?[-_ ]?(?:baseline)?[-_ ]?(?:b(?=[-_ ]?(?:b|t|lt|lta)$))?[-_ ]?(b|t|lt|lta)$/i.exec(text.trim());
  const level = levels.find((each) => each === `B-${(match?.[1] ?? '').toUpperCase()}`);
  if (level === undefined) throw new UsageError(`--level is one of ${levels.join(', ')}, not "${text}"`);
  return level;
}
