import { formatMeetingDate, isMeetingDate, isSignatoryRole, meetsAdvancedThreshold, roleCodes, roleTitle } from './index.js';

describe('meeting date', () => {
  it('is written as people write it', () => {
    expect(formatMeetingDate('2026-03-07', 'sv')).toBe('7 mars 2026');
    expect(formatMeetingDate('2026-03-27', 'en')).toBe('27 March 2026');
  });

  it('shows verbatim what is no date', () => {
    expect(formatMeetingDate('innan sommaren', 'sv')).toBe('innan sommaren');
    expect(formatMeetingDate('2026-13-01', 'sv')).toBe('2026-13-01');
  });

  it('must exist in the calendar', () => {
    expect(isMeetingDate('2024-02-29')).toBe(true);
    expect(isMeetingDate('2026-02-29')).toBe(false);
    expect(isMeetingDate(20260227)).toBe(false);
  });
});

describe('roles', () => {
  it('have a title in both languages', () => {
    for (const role of roleCodes) {
      expect(roleTitle(role, 'sv')).not.toBe('');
      expect(roleTitle(role, 'en')).not.toBe('');
    }
    expect(roleTitle('adjuster', 'sv')).toBe('justerare');
  });

  it('let no reader sign', () => {
    expect(isSignatoryRole('reader')).toBe(false);
    expect(isSignatoryRole('chair')).toBe(true);
  });
});

describe('advanced', () => {
  it('is never said at level low', () => {
    expect(meetsAdvancedThreshold('low')).toBe(false);
    expect(meetsAdvancedThreshold('substantial')).toBe(true);
    expect(meetsAdvancedThreshold('substantial', 'high')).toBe(false);
  });
});
