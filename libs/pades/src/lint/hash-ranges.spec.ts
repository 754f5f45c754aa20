import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { ByteSource } from '#pdf/read';
import { hashRanges, type CoveredRange } from './hash-ranges.js';

const bytes = randomBytes(5000);
/** Counts what is read, and reads what was asked for. */
function source(): ByteSource & { readonly read: ByteSource['read']; total(): number } {
  let total = 0;
  return {
    length: bytes.length,
    read: (target, offset) => {
      total += target.length;
      target.set(bytes.subarray(offset, offset + target.length));
    },
    total: () => total,
  };
}

const range = fc
  .tuple(fc.nat(5000), fc.nat(5000), fc.nat(5000), fc.constantFrom('sha256' as const, 'sha512' as const))
  .map(([a, b, c, hash]): CoveredRange => {
    const [before = 0, after = 0, end = 0] = [a, b, c].sort((one, other) => one - other);
    return { before, after, end, hash };
  });

test('each range gets the digest of its own two parts, in memory and from a source, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 6 }), (ranges) => {
      const wanted = ranges.map(({ before, after, end, hash }) => createHash(hash).update(bytes.subarray(0, before)).update(bytes.subarray(after, end)).digest('hex'));
      for (const file of [bytes, source()]) expect(hashRanges(file, ranges).map((digest) => digest?.toString('hex'))).toEqual(wanted);
    }),
  );
});

test('what the file does not have has no digest, and costs none of the others theirs', () => {
  const good: CoveredRange = { before: 10, after: 20, end: 30, hash: 'sha256' };
  const odd: CoveredRange[] = [{ ...good, end: 5001 }, { ...good, before: 25 }, { ...good, before: -1 }, { ...good, end: Number.NaN }, { ...good, after: Number.POSITIVE_INFINITY }, { ...good, after: 29.5 }, { ...good, end: 20.5 }];
  for (const file of [bytes, source()]) {
    const [first, ...others] = hashRanges(file, [good, ...odd]);
    expect(first).toEqual(createHash('sha256').update(bytes.subarray(0, 10)).update(bytes.subarray(20, 30)).digest());
    expect(others).toEqual(odd.map(() => undefined));
  }
});

test('what lies before the gaps is read once, however many time-stamps there are', () => {
  const file = source();
  hashRanges(file, Array.from({ length: 20 }, (_, index): CoveredRange => ({ before: 4000 + index * 10, after: 4000 + index * 10 + 5, end: 4900, hash: 'sha256' })));
  expect(file.total()).toBeLessThan(4200 + 20 * 900);
});
