import { RateLimit } from './rate-limit.js';

test('the use past the limit must wait until the window ends, other keys are untouched', () => {
  const limit = new RateLimit(2, 60_000);
  expect(limit.use('a', 0)).toBe(0);
  expect(limit.use('a', 1_000)).toBe(0);
  expect(limit.use('a', 2_000)).toBe(58);
  expect(limit.use('b', 2_000)).toBe(0);
  expect(limit.use('a', 60_000)).toBe(0);
});

test('memory stays bounded when every request has a new key', () => {
  const limit = new RateLimit(1, 60_000, 100);
  for (let i = 0; i < 1_000; i += 1) expect(limit.use(`key-${i}`, i)).toBe(0);
  expect(limit.use('key-999', 1_000)).toBeGreaterThan(0);
});
