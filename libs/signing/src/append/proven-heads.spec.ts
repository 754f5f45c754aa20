import { ProvenHeads } from './proven-heads.js';

const head = 'ab'.repeat(32);
let now: number;
let heads: ProvenHeads;
beforeEach(() => {
  now = Date.parse('2026-03-27T12:00:00Z');
  heads = new ProvenHeads({ now: () => new Date(now) });
  heads.add(head, ['a', 'b']);
});

test('what was judged is known by its bytes and by exactly the fields that passed, in any order', () => {
  expect(heads.has(head, ['b', 'a'])).toBe(true);
  expect(heads.has(head, ['a'])).toBe(false);
  expect(heads.has(head, ['a', 'b', 'c'])).toBe(false);
  expect(heads.has('cd'.repeat(32), ['a', 'b'])).toBe(false);
});

test('not for long, and not when the clock was set back', () => {
  now += 10 * 60_000 - 1;
  expect(heads.has(head, ['a', 'b'])).toBe(true);
  now += 1;
  expect(heads.has(head, ['a', 'b'])).toBe(false);
  now -= 20 * 60_000;
  expect(heads.has(head, ['a', 'b'])).toBe(false);
});

test('a thousand of them, the oldest forgotten first', () => {
  for (let count = 1; count < 1_000; count += 1) heads.add(String(count), []);
  expect(heads.has(head, ['a', 'b'])).toBe(true);
  heads.add('one more', []);
  expect(heads.has(head, ['a', 'b'])).toBe(false);
  expect(heads.has('1', [])).toBe(true);
});
