import { parseByteRange } from './byte-range.js';

test.each([
  [undefined, { kind: 'whole' }],
  ['bytes=0-99', { kind: 'part', start: 0, end: 100 }],
  ['bytes=900-', { kind: 'part', start: 900, end: 1000 }],
  ['bytes=-100', { kind: 'part', start: 900, end: 1000 }],
  ['bytes=-5000', { kind: 'part', start: 0, end: 1000 }],
  ['bytes=990-5000', { kind: 'part', start: 990, end: 1000 }],
  ['bytes=1000-', { kind: 'unsatisfiable' }],
  ['bytes=-0', { kind: 'unsatisfiable' }],
  ['bytes=5-2', { kind: 'whole' }],
  ['bytes=0-1,5-6', { kind: 'whole' }],
  ['lines=0-1', { kind: 'whole' }],
])('a range header %s of a 1000 byte file', (header, expected) => {
  expect(parseByteRange(header, 1000)).toEqual(expected);
});
