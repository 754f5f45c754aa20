import fc from 'fast-check';

/** Something that breaks a file. */
export type Mutation = (bytes: Uint8Array) => Buffer;

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 8 }),
  insert: fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom('xref', 'trailer', 'startxref', '%%EOF', 'endobj', 'stream', 'obj', '0', '9999999999', '<<', '>>', '[', '(', '/Prev 9', '1 0 R', '/Length'),
  ),
});

/** One to six cuts and insertions, biased towards words that mean something in a PDF. */
export const mutated: fc.Arbitrary<Mutation> = fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) => (bytes: Uint8Array) => {
  let result = Buffer.from(bytes);
  for (const { at, remove, insert } of edits) {
    const position = Math.floor(at * result.length);
    result = Buffer.concat([result.subarray(0, position), Buffer.from(insert, 'latin1'), result.subarray(position + remove)]);
  }
  return result;
});
