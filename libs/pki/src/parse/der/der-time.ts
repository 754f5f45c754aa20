import { DerError } from './der-error.js';
import type { DerNode } from './der-node.js';
import { Tag } from './tags.js';

/** Octets of GeneralizedTime that RFC 3161 §2.4.2 adds to seconds: a full stop and digits; up to nine are read. */
const longestFraction = 10;

/**
 * UTCTime or GeneralizedTime, in UTC and with seconds as RFC 5280 §4.1.2.5 demands; fractions of a second as RFC 3161
 * §2.4.2 allows, cut to milliseconds. Two-digit years: 50 and later are 19xx.
 */
export function readTime(node: DerNode): Date {
  if (node.tag !== Tag.utcTime && node.tag !== Tag.generalizedTime) throw new DerError('unexpected-tag', node.start);
  const isGeneralized = node.tag === Tag.generalizedTime;
  const { source, contentStart, end } = node;
  const yearDigits = isGeneralized ? 4 : 2;
  const year = digits(source, contentStart, yearDigits, end);
  const rest = contentStart + yearDigits;
  const [month, day, hour, minute, second] = [0, 2, 4, 6, 8].map((at) => digits(source, rest + at, 2, end)) as [number, number, number, number, number];
  const milliseconds = fraction(source, rest + 10, end, isGeneralized);
  if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || milliseconds < 0) throw new DerError('bad-time', node.start);
  const fullYear = isGeneralized ? year : year >= 50 ? 1900 + year : 2000 + year;
  const time = new Date(Date.UTC(2000, 0, 1, hour, minute, second, milliseconds));
  time.setUTCFullYear(fullYear, month - 1, day);
  // Date rolls impossible days over (30 February); a rolled date is not what was written.
  const same =
    time.getUTCFullYear() === fullYear && time.getUTCMonth() === month - 1 && time.getUTCDate() === day &&
    time.getUTCHours() === hour && time.getUTCMinutes() === minute && time.getUTCSeconds() === second;
  if (!same) throw new DerError('bad-time', node.start);
  return time;
}

/** That many digits as a number, or -1. */
function digits(source: Uint8Array, start: number, count: number, end: number): number {
  if (start + count > end) return -1;
  let value = 0;
  for (let at = start; at < start + count; at += 1) {
    const digit = (source[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Milliseconds of what stands before the `Z` that must be last, or -1. */
function fraction(source: Uint8Array, start: number, end: number, isAllowed: boolean): number {
  if (end <= start || source[end - 1] !== 0x5a) return -1;
  const length = end - 1 - start;
  if (length === 0) return 0;
  if (!isAllowed || source[start] !== 0x2e || length < 2 || length > longestFraction) return -1;
  const value = digits(source, start + 1, length - 1, end);
  return value < 0 ? -1 : Math.floor(Number(`0.${String(value).padStart(length - 1, '0')}`) * 1000);
}
