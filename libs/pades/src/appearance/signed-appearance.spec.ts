import { FontPool } from '../fonts/font-pool.js';
import { signedAppearance } from './signed-appearance.js';

/** Sizes in which text is set, from the top down. */
function sizesIn(width: number, method: string, remark?: string, height = 64): number[] {
  const content = signedAppearance({ width, height }, { name: 'Bo Lind', roleTitle: 'sekreterare' }, { signedAt: 'Underskrivet 4 maj 2026 kl. 14.00.00 (UTC+02:00)', method, ...(remark === undefined ? {} : { remark }) }, new FontPool());
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

test('a long remark makes all of it smaller, and then fills the width: nothing is cut, and it is larger than it would be in its first lines', () => {
  const remark = `Anmärkning: ${'ord '.repeat(69)}slut`;
  const [roomy, tight] = [400, 64].map((height) => sizesIn(280, 'Legitimerad med e-legitimation', remark, height).slice(4));
  expect(roomy?.every((size) => size === 7.5)).toBe(true);
  const lines = roomy?.length ?? 0;
  expect(tight?.length).toBeLessThan(lines);
  // In as many lines as at full size it would have to be this small: name, time and method take 14.5 + 2 * 11.5, each line of the remark 9.5.
  expect(Math.min(...(tight ?? []))).toBeGreaterThan((7.5 * 58) / (37.5 + lines * 9.5));
});
