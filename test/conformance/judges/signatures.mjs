// Finds signatures by their ByteRange with a regular expression: on purpose nothing of ours, so that a fault in our reader cannot hide here.
const byteRange = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g;

/** @returns {{subFilter: string, cms: Buffer, signed: Buffer, start: number, end: number}[]} in file order */
export function signaturesOf(bytes) {
  const text = bytes.toString('latin1');
  return [...text.matchAll(byteRange)].map((found) => {
    const [a, b, c, d] = found.slice(1, 5).map(Number);
    const padded = Buffer.from(text.slice(a + b + 1, c - 1), 'hex');
    const around = text.slice(text.lastIndexOf(' obj', found.index), text.indexOf('endobj', found.index));
    return {
      subFilter: /\/SubFilter\s*\/([A-Za-z0-9.]+)/.exec(around)?.[1] ?? '',
      cms: padded.subarray(0, derLength(padded)),
      signed: Buffer.concat([bytes.subarray(a, a + b), bytes.subarray(c, c + d)]),
      start: a,
      end: c + d,
    };
  });
}

/** Whole length of the DER value at the start of `der`. */
export function derLength(der) {
  const first = der[1];
  if (first < 0x80) return 2 + first;
  let length = 0;
  for (let i = 0; i < (first & 0x7f); i += 1) length = length * 256 + der[2 + i];
  return 2 + (first & 0x7f) + length;
}
