import { datesOf, mistakesIn, newDatesOf } from './new-dates.js';

const view = (change: object = {}): Parameters<typeof datesOf>[0] => ({ state: 'awaitingSignatures', dueDate: '2026-04-10', expiresAt: '2026-04-30T22:00:00Z', body: { name: 'KS', timeZone: 'Europe/Stockholm' }, ...change });
const draft = (change: object = {}): Parameters<typeof newDatesOf>[0] => ({ dueDate: '2026-04-10', expiresOn: '2026-04-30', ...change });

describe('new dates of a case', () => {
  it('begin with those that hold; the end of a day is that day', () => {
    expect(datesOf(view())).toEqual({ dueDate: '2026-04-10', expiresOn: '2026-04-30' });
    expect(datesOf(view({ dueDate: null, expiresAt: null }))).toEqual({ dueDate: '', expiresOn: '' });
    expect(datesOf(view({ state: 'expired' }))).toEqual({ dueDate: '2026-04-10', expiresOn: '' });
  });

  it('are sent only where they were changed', () => {
    expect(newDatesOf(draft(), view())).toEqual({});
    expect(newDatesOf(draft({ dueDate: '2026-04-24' }), view({ expiresAt: '2026-04-30T10:15:00Z' }))).toEqual({ dueDate: '2026-04-24' });
    expect(newDatesOf(draft({ expiresOn: '2026-05-01' }), view())).toEqual({ expiresOn: '2026-05-01' });
    expect(newDatesOf(draft({ dueDate: '', expiresOn: '' }), view())).toEqual({ dueDate: null, expiresAt: null });
    expect(newDatesOf(draft({ expiresOn: '' }), view({ state: 'expired' }))).toEqual({});
  });

  it('that would be refused are named', () => {
    expect(mistakesIn(draft(), view(), '2026-04-20')).toEqual(['nothingNew']);
    expect(mistakesIn(draft({ expiresOn: '' }), view({ state: 'expired' }), '2026-05-20')).toEqual([]);
    expect(mistakesIn(draft({ dueDate: '2026-04-19', expiresOn: '2026-04-18' }), view(), '2026-04-20')).toEqual(['dueDatePassed', 'expiryPassed']);
    // A due date that has passed and is left as it is, is nobody's mistake.
    expect(mistakesIn(draft({ expiresOn: '2026-05-30' }), view(), '2026-04-20')).toEqual([]);
    expect(mistakesIn(draft({ dueDate: '2026-04-20' }), view(), '2026-04-20')).toEqual([]);
  });
});
