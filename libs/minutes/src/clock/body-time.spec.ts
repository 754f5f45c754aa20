import { BodyProfileError, readBodyTime, silentProfile } from './body-time.js';
import { localGovernmentClock } from './legal-clock.js';
import { usualReminders } from './reminder-policy.js';

const memberOf = (profile: unknown): string => {
  try {
    readBodyTime(profile);
    return 'accepted';
  } catch (error) {
    return error instanceof BodyProfileError ? `${error.code} ${error.member}` : String(error);
  }
};

describe('what a profile says of time', () => {
  it('nothing: no clock and no expiry, but reminders of a date that somebody has set', () => {
    expect(readBodyTime({})).toEqual(silentProfile);
    expect(readBodyTime({ anotherSetting: 1 })).toEqual(silentProfile);
    expect(silentProfile).toMatchObject({ clock: 'off', expiresAfterDays: 'off', reminders: usualReminders });
  });

  it('as much as it says, and the rest as is usual', () => {
    expect(readBodyTime({ clock: {}, reminders: { atMost: 2 } })).toMatchObject({ clock: localGovernmentClock, reminders: { ...usualReminders, atMost: 2 } });
    expect(readBodyTime({ clock: { adjustWithinDays: 10 }, expiresAfterDays: 60, office: { name: 'Kansliet', email: 'kansli@exempel.example' } })).toMatchObject({
      clock: { adjustWithinDays: 10, noticeWithinDays: 2, appealDays: 21 },
      expiresAfterDays: 60,
      office: { name: 'Kansliet', email: 'kansli@exempel.example' },
    });
  });

  it('off, each for itself', () => {
    expect(readBodyTime({ clock: 'off', reminders: 'off', escalateWorkingDaysBefore: 'off', expiresAfterDays: 'off' })).toEqual({ clock: 'off', reminders: 'off', escalateWorkingDaysBefore: 'off', expiresAfterDays: 'off' });
  });

  it.each([
    ['', null],
    ['', []],
    ['clock', { clock: true }],
    ['clock', { clock: 'on' }],
    ['clock.adjustWithinDays', { clock: { adjustWithinDays: 1.5 } }],
    ['clock.adjustWithinDays', { clock: { adjustWithinDays: -1 } }],
    ['clock.appealDays', { clock: { appealDays: 4000 } }],
    ['clock.apealDays', { clock: { apealDays: 21 } }],
    ['reminders.atMost', { reminders: { atMost: 51 } }],
    ['reminders.workingDaysBefore', { reminders: { workingDaysBefore: 3 } }],
    ['reminders.workingDaysBefore[1]', { reminders: { workingDaysBefore: [3, '0'] } }],
    ['reminders.untilHour', { reminders: { fromHour: 12, untilHour: 12 } }],
    ['reminders.workingDaysAfter', { reminders: { workingDaysAfter: 3 } }],
    ['escalateWorkingDaysBefore', { escalateWorkingDaysBefore: 0 }],
    ['expiresAfterDays', { expiresAfterDays: 0 }],
    ['office.email', { office: { name: 'Kansliet' } }],
    ['office.name', { office: { name: ' ', email: 'a@exempel.example' } }],
    ['minutesKeptAt', { minutesKeptAt: 5 }],
  ])('not what is wrong at %p', (member, profile) => {
    expect(memberOf(profile)).toBe(`profile-invalid ${member}`);
  });
});
