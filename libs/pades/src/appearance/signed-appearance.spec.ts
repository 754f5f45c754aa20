import { FontPool } from '../fonts/font-pool.js';
import { signedAppearance } from './signed-appearance.js';

/** Sizes in which text is set, from the top down. */
function sizesIn(width: number, method: string): number[] {
  const content = signedAppearance({ width, height: 64 }, { name: 'Bo Lind', roleTitle: 'sekreterare' }, { signedAt: 'Underskrivet 4 maj 2026 kl. 14.00.00 (UTC+02:00)', method }, new FontPool());
  return [...content.matchAll(/\/\S+ ([\d.]+) Tf/gu)].map(([, size]) => Number(size));
}

test('where there is room, time and method stand in their usual size', () => {
  expect(sizesIn(280, 'Legitimerad med e-legitimation')).toEqual([10, 9, 8.5, 8.5]);
});

test('on a narrow page the time is set smaller, and the method below it no larger', () => {
  const [, , time = 0, method = 0, ...more] = sizesIn(210, 'Legitimerad med e-legitimation');
  expect(more).toEqual([]);
  expect(time).toBeGreaterThanOrEqual(7);
  expect(time).toBeLessThan(8.5);
  expect(method).toBe(time);
});

test('a long method goes onto lines of its own and leaves the time as it was', () => {
  const [, , time, ...method] = sizesIn(280, 'Identified by BankID on another device, verified by the identity provider of the municipality itself');
  expect(time).toBe(8.5);
  expect(method).toEqual([7, 7]);
});
