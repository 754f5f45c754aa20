import { bytesOf, inNewestSignature, latin, newestSignature, type Attack } from './attack.js';

const contents = /\/Contents\s*<[0-9a-fA-F]+>/;
const range = /\/ByteRange\s*\[[^\]]*\]/;

const universal = (id: string, title: string, from: RegExp, to: string | ((found: string) => string)): Attack => ({
  id, title, status: 'not-valid', make: (signed) => inNewestSignature(signed, from, to),
});

/** A-01..A-07: dictionaries that say nothing, so that a validator in a hurry finds nothing wrong. */
const universalForgeries: readonly Attack[] = [
  universal('A-01', 'contents-empty', contents, '/Contents <>'),
  universal('A-02', 'contents-null', contents, '/Contents null'),
  universal('A-03', 'contents-zeros', contents, (found) => `/Contents <${'0'.repeat(found.length - 12)}>`),
  universal('A-04', 'contents-without-value', contents, '/Contents'),
  universal('A-05', 'contents-missing', contents, ''),
  universal('A-06', 'byte-range-missing', range, ''),
  universal('A-06', 'byte-range-null', range, '/ByteRange null'),
  universal('A-07', 'byte-range-zeros', range, '/ByteRange [0 0 0 0]'),
  universal('A-07', 'byte-range-negative', range, '/ByteRange [0 -1 -1 0]'),
];

const lastNumber = /(\d+)(\s*\])$/;

/** ranges that cover something else than the file without the signature. */
const rangeTricks: readonly Attack[] = [
  universal('A-25', 'not-from-zero', range, (found) => found.replace('[0', '[1')),
  universal('A-25', 'one-pair', range, '/ByteRange [0 500]'),
  universal('A-25', 'tail-uncovered', range, (found) => found.replace(lastNumber, (_, tail: string, close: string) => `${String(Number(tail) - 9).padStart(tail.length, '0')}${close}`)),
  universal('A-25', 'gap-too-big', range, (found) => {
    const [a = 0, b = 0, c = 0, d = 0] = (found.match(/\d+/g) ?? []).map(Number);
    return `/ByteRange [${a} ${b} ${c + 2} ${d - 2}]`;
  }),
  universal('A-25', 'overlapping', range, (found) => {
    const [, b = 0, c = 0, d = 0] = (found.match(/\d+/g) ?? []).map(Number);
    return `/ByteRange [0 ${c} ${b} ${d}]`;
  }),
];

/** a token that two parsers may read differently. */
const tokenTricks: readonly Attack[] = [
  universal('A-42', 'white-space-inside-contents', contents, (found) => found.replace('<30', '< 30').replace(/00>$/, '>')),
  universal('A-42', 'comment-before-contents', contents, (found) => found.replace('<30', '%<\n<30').replace(/000000>$/, '>').replace('/Contents ', '/Contents')),
  universal('A-42', 'contents-as-literal-string', contents, '/Contents (30820000)'),
  universal('A-42', 'contents-as-a-reference', contents, '/Contents 1 0 R'),
  universal('A-42', 'odd-number-of-digits', contents, (found) => found.replace(/0>$/, '>')),
];

/** The text between the two signed ranges, and where the second begins. */
function gapOf(signed: Buffer): { readonly from: number; readonly to: number; readonly end: number } {
  const numbers = range.exec(newestSignature(signed).text)?.[0].match(/\d+/g)?.map(Number) ?? [];
  const [, from = 0, to = 0, length = 0] = numbers;
  return { from, to, end: to + length };
}

/** the second signed block stands further back; what the attacker wants shown stands in between. */
const wrapping: readonly Attack[] = [
  {
    id: 'A-13', title: 'second-block-moved-and-a-second-byte-range-in-the-gap', status: 'not-valid',
    make: (signed) => {
      const { from, to, end } = gapOf(signed);
      const gap = latin(signed.subarray(from, to));
      const body = '\n10 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n';
      const moved = to + body.length;
      const second = ` /ByteRange [0 ${from} ${moved} ${end - to}] /X <`;
      const wrapped = `${gap.slice(0, gap.length - second.length - 1).replace(/0+$/, '')}`;
      const padded = `${wrapped}>${second}${'0'.repeat(gap.length - wrapped.length - second.length - 2)}>`;
      return Buffer.concat([signed.subarray(0, from), bytesOf(padded), bytesOf(body), signed.subarray(to)]);
    },
  },
  {
    id: 'A-13', title: 'attacker-text-in-the-gap-beside-the-token', status: 'not-valid',
    make: (signed) => {
      const { from, to } = gapOf(signed);
      const gap = latin(signed.subarray(from, to));
      const extra = '> /Reason (other) /Y <';
      return Buffer.concat([signed.subarray(0, from), bytesOf(`${gap.slice(0, gap.length - extra.length - 3)}${extra}00>`), signed.subarray(to)]);
    },
  },
];

export const forgeries: readonly Attack[] = [...universalForgeries, ...rangeTricks, ...tokenTricks, ...wrapping];
