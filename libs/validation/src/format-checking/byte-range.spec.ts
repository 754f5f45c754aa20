import { checkByteRange } from './byte-range.js';

const text = 'head /Contents <00ff> tail\n%%EOF\n';
const bytes = Buffer.from(text, 'latin1');
const contents = { start: text.indexOf('<'), end: text.indexOf('>') + 1 };
const revision = { start: 0, end: bytes.length };
const marker = text.indexOf('%%EOF') + 5;
const right = [0, contents.start, contents.end, bytes.length - contents.end] as const;

test('a range around exactly the token, to the end of the revision, is a signed zone', () => {
  expect(checkByteRange(bytes, right, contents, revision)).toEqual({ gapStart: contents.start, gapEnd: contents.end, end: bytes.length });
  const toMarker = [0, contents.start, contents.end, marker - contents.end];
  expect(checkByteRange(bytes, toMarker, contents, revision)).toMatchObject({ end: marker });
});

test.each<[string, readonly number[] | undefined, string]>([
  ['none', undefined, 'byte-range-malformed'],
  ['one pair', [0, 10], 'byte-range-malformed'],
  ['three pairs', [...right, 1, 2], 'byte-range-malformed'],
  ['not from zero', [1, right[1], right[2], right[3]], 'byte-range-malformed'],
  ['fractions', [0, right[1], right[2], 1.5], 'byte-range-malformed'],
  ['negative', [0, right[1], right[2], -1], 'byte-range-malformed'],
  ['beyond the file', [0, right[1], right[2], right[3] + 1], 'byte-range-malformed'],
  ['gap one byte larger', [0, right[1] - 1, right[2], right[3]], 'byte-range-gap'],
  ['gap one byte smaller', [0, right[1] + 1, right[2], right[3]], 'byte-range-gap'],
  ['overlapping', [0, right[2], right[1], right[3]], 'byte-range-gap'],
  ['ends before the marker', [0, right[1], right[2], right[3] - 3], 'byte-range-end'],
])('refused: %s', (_, numbers, code) => {
  expect(checkByteRange(bytes, numbers, contents, revision)).toMatchObject({ code, subIndication: 'FORMAT_FAILURE' });
});

test.each(['<00 ff>', '<00f>', '(00ff)', '<00gg>'])('refused: the token %s is not hexadecimal digits alone', (token) => {
  const odd = Buffer.from(text.replace('<00ff>', token), 'latin1');
  const start = odd.indexOf(token);
  const span = { start, end: start + token.length };
  expect(checkByteRange(odd, [0, span.start, span.end, odd.length - span.end], span, { start: 0, end: odd.length })).toMatchObject({ code: 'contents-malformed' });
});

test('refused: a range that ends in a later revision than its signature', () => {
  expect(checkByteRange(bytes, right, contents, { start: 0, end: bytes.length - 1 })).toMatchObject({ code: 'byte-range-end' });
});
