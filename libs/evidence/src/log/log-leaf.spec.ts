import * as fc from 'fast-check';
import { canonicalJson } from '../canonical-json.js';
import { hashLeaf } from '../tree/hashing.js';
import { leafHash } from './log-leaf.js';

const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const leaves = fc.record({
  index: fc.oneof(fc.nat(), fc.constantFrom(0, -0, 2 ** 53 - 1)),
  requestId: fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme' }), fc.constantFrom('"', '\\', 'å', 'x'.repeat(1000))),
  sequence: fc.nat(),
  entryHash: fc.oneof(hex, fc.string()),
});

test('a leaf is hashed as RFC 9162 says, over its label and its RFC 8785 form, however it is written down', () => {
  fc.assert(
    fc.property(leaves, (leaf) => {
      const { index, requestId, sequence, entryHash } = leaf;
      const expected = hashLeaf(Buffer.concat([Buffer.from('justera.evidence.leaf.v1\0'), Buffer.from(canonicalJson({ entryHash, index, requestId, sequence }))]));
      expect(Buffer.from(leafHash(leaf)).toString('hex')).toBe(Buffer.from(expected).toString('hex'));
    }),
    { numRuns: 500 },
  );
});

test('each member counts', () => {
  const leaf = { index: 1, requestId: 'case-1', sequence: 2, entryHash: 'a'.repeat(64) };
  const others = [{ ...leaf, index: 2 }, { ...leaf, requestId: 'case-2' }, { ...leaf, sequence: 1 }, { ...leaf, entryHash: 'b'.repeat(64) }];
  expect(new Set([leaf, ...others].map((one) => Buffer.from(leafHash(one)).toString('hex'))).size).toBe(5);
});
