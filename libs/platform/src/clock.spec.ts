import { systemClock } from '#platform';

test('the system clock tells the present time', () => {
  const before = Date.now();
  const told = systemClock.now().getTime();
  expect(told).toBeGreaterThanOrEqual(before);
});
