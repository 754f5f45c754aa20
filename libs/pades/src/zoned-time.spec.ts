import { pdfDate, zonedTime } from './zoned-time.js';

test.each([
  ['2026-07-01T12:05:09.900Z', 'Europe/Stockholm', "D:20260701140509+02'00'"],
  ['2026-01-01T00:30:00Z', 'Europe/Stockholm', "D:20260101013000+01'00'"],
  ['2026-01-01T00:30:00Z', 'America/St_Johns', "D:20251231210000-03'30'"],
  ['2026-01-01T23:59:59Z', 'UTC', "D:20260101235959+00'00'"],
])('%s in %s is %s', (instant, zone, expected) => {
  expect(pdfDate(new Date(instant), zone)).toBe(expected);
});

test('the hour that comes twice in autumn is told apart by its offset', () => {
  expect(zonedTime(new Date('2026-10-25T00:30:00Z'), 'Europe/Stockholm')).toMatchObject({ clock: '02:30:00', offset: '+02:00' });
  expect(zonedTime(new Date('2026-10-25T01:30:00Z'), 'Europe/Stockholm')).toMatchObject({ clock: '02:30:00', offset: '+01:00' });
});
