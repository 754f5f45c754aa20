import { DerError } from './der-error.js';
import type { DerNode } from './der-node.js';
import { Tag } from './tags.js';

const utcTime = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const generalizedTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/;

/**
 * UTCTime or GeneralizedTime, in UTC and with seconds as RFC 5280 §4.1.2.5 demands; fractions of a second as RFC 3161
 * §2.4.2 allows, cut to milliseconds. Two-digit years: 50 and later are 19xx.
 */
export function readTime(node: DerNode): Date {
  const text = Buffer.from(node.content.subarray(0, 32)).toString('latin1');
  if (node.tag !== Tag.utcTime && node.tag !== Tag.generalizedTime) throw new DerError('unexpected-tag', node.start);
  const match = (node.tag === Tag.utcTime ? utcTime : generalizedTime).exec(text);
  if (match === null || node.content.length > 32) throw new DerError('bad-time', node.start);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const fullYear = node.tag === Tag.utcTime ? (year >= 50 ? 1900 + year : 2000 + year) : year;
  const milliseconds = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  const time = new Date(Date.UTC(2000, 0, 1, hour, minute, second, milliseconds));
  time.setUTCFullYear(fullYear, month - 1, day);
  // Date rolls impossible days over (30 February); a rolled date is not what was written.
  const same =
    time.getUTCFullYear() === fullYear && time.getUTCMonth() === month - 1 && time.getUTCDate() === day &&
    time.getUTCHours() === hour && time.getUTCMinutes() === minute && time.getUTCSeconds() === second;
  if (!same) throw new DerError('bad-time', node.start);
  return time;
}
