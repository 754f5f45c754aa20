import { createIds, isUuid, randomIds, sha256Hex } from '#platform';

test('ids are UUIDs version 7 that sort in the order they were made', () => {
  let now = 1_700_000_000_000;
  const ids = createIds(() => (now += 1), (count) => new Uint8Array(count).fill(0xff));
  const made = Array.from({ length: 50 }, () => ids.id());
  expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  expect(made).toEqual([...made].sort());
  expect(made[0]).toBe('018bcfe5-6801-7fff-bfff-ffffffffffff');
});

test('ten thousand ids of one millisecond differ', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => randomIds.id())).size).toBe(10_000);
});

test('a token is fit for a URL, has the entropy asked for, and never too little', () => {
  expect(randomIds.token()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(randomIds.token(16)).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(() => randomIds.token(15)).toThrow(RangeError);
});

test('only a lower-case UUID is one', () => {
  expect(isUuid(randomIds.id())).toBe(true);
  for (const text of ['', 'x', randomIds.id().toUpperCase(), `${randomIds.id()} `, "' OR 1=1", '00000000-0000-0000-0000-000000000000']) expect(isUuid(text)).toBe(false);
});

test('sha256Hex hashes UTF-8 (FIPS 180-4 example)', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256Hex(new TextEncoder().encode('åäö'))).toBe(sha256Hex('åäö'));
});
