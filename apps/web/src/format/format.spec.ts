import { checkTypedCode, digitsOf } from './code.js';
import { formatClock, formatDate, formatInstant, formatUntil, formatWeekday, isEndOfDay, today } from './date.js';
import { groupHex, shortFingerprint } from './fingerprint.js';
import { joinList } from './list.js';
import { formatSize } from './size.js';

describe('dates and times', () => {
  it('writes a meeting date in the language of the page', () => {
    expect(formatDate('2026-03-27', 'sv')).toBe('27 mars 2026');
    expect(formatDate('2026-03-27', 'en')).toBe('27 March 2026');
  });

  it('writes a due date with its weekday', () => {
    expect(formatWeekday('2026-04-10', 'sv')).toBe('fredag 10 april');
    expect(formatWeekday('2026-04-10', 'en')).toBe('Friday 10 April');
  });

  it('shows moments by the clock of the body, summer time included', () => {
    expect(formatInstant('2026-03-31T12:05:00Z', 'sv')).toBe('31 mars 2026 kl. 14.05');
    expect(formatInstant('2026-01-31T12:05:00Z', 'en')).toBe('31 January 2026 at 13:05');
    expect(formatClock('2026-03-31T22:00:00Z', 'sv')).toBe('00.00');
  });

  it('shows what it cannot read as it came, rather than Invalid Date', () => {
    expect(formatDate('snart', 'sv')).toBe('snart');
    expect(formatInstant('', 'sv')).toBe('');
  });

  it('knows that it is already tomorrow in Stockholm', () => {
    expect(today(new Date('2026-04-10T22:30:00Z'))).toBe('2026-04-11');
  });
});

describe('until when', () => {
  it('is a day where the time is the end of one, else the moment', () => {
    expect(formatUntil('2026-05-01T22:00:00Z', 'sv')).toBe('1 maj 2026');
    expect(formatUntil('2026-12-31T23:00:00Z', 'en')).toBe('31 December 2026');
    expect(formatUntil('2026-05-01T10:00:00Z', 'sv')).toBe('1 maj 2026 kl. 12.00');
    expect([isEndOfDay('2026-05-01T22:00:00Z'), isEndOfDay('2026-05-01T21:00:00Z'), isEndOfDay('2026-05-01T22:00:00Z', 'UTC')]).toEqual([true, false, false]);
  });

  it('shows what is no time as it came', () => {
    expect(formatUntil('soon', 'sv')).toBe('soon');
  });
});

describe('fingerprints', () => {
  it('groups hex in fours', () => {
    expect(groupHex('3f9a1c77ab')).toBe('3f9a 1c77 ab');
    expect(shortFingerprint('3f9a1c77ab00')).toBe('3f9a 1c77 …');
  });
});

describe('one-time codes', () => {
  it('accepts spaces, hard spaces and hyphens', () => {
    expect(digitsOf(' 0482 1375\u00a0')).toBe('04821375');
    expect(checkTypedCode('0482-1375')).toBeUndefined();
  });

  it('stops what cannot be a code before a try is spent', () => {
    expect(checkTypedCode('  ')).toEqual({ kind: 'empty' });
    expect(checkTypedCode('1234')).toEqual({ kind: 'length', count: 4 });
    expect(checkTypedCode('1234567x')).toEqual({ kind: 'length', count: 7 });
  });
});

describe('sizes and lists', () => {
  it('uses the decimal sign of the language', () => {
    expect(formatSize(1_234_567, 'sv')).toBe('1,2 MB');
    expect(formatSize(1_234_567, 'en')).toBe('1.2 MB');
    expect(formatSize(412_300, 'sv')).toBe('412 kB');
    expect(formatSize(3, 'sv')).toBe('1 kB');
  });

  it('joins with the word for and', () => {
    expect(joinList(['a', 'b', 'c'], 'sv')).toBe('a, b och c');
    expect(joinList(['a'], 'en')).toBe('a');
    expect(joinList([], 'en')).toBe('');
  });
});
