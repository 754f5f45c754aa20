import { deflateSync } from 'node:zlib';
import { inspectBytes, openPdf, type PdfErrorCode } from '#pdf/read';
import { errorCode } from '../testing/expect-code.js';
import { onePage, PdfBuilder, simplePdf } from '../testing/pdf-builder.js';

const codesOf = (bytes: Uint8Array, numbers: readonly number[]): (PdfErrorCode | undefined)[] => {
  const view = openPdf(bytes).current;
  return numbers.map((number) => errorCode(() => view.object(number)));
};
const padded = (offset: number) => String(offset).padStart(10, '0');

test('object-that-cannot-be-read fails again at once, with the same error', () => {
  const bytes = simplePdf('table', { objects: { ...onePage, 5: '[1 2' } });
  const view = openPdf(bytes).current;
  const errors = [0, 1].map(() => {
    try {
      return view.object(5);
    } catch (error) {
      return error;
    }
  });
  expect(errors[0]).toBeInstanceOf(Error);
  expect(errors[1]).toBe(errors[0]);
});

test('values-bomb-in-many-objects: what is read and kept of one document ends', () => {
  const objects = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [i + 10, `[${'0 '.repeat(1000)}]`]));
  const bytes = simplePdf('table', { objects: { ...onePage, ...objects } });
  const view = openPdf(bytes, { maxValues: 5000 }).current;
  const codes = Object.keys(objects).map((number) => errorCode(() => view.object(Number(number))));
  expect(codes.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined]);
  expect(new Set(codes.slice(5))).toEqual(new Set(['limit-exceeded']));
  expect(errorCode(() => view.object(10))).toBeUndefined(); // what was read stays read
});

test('overlapping-objects-bomb: objects that each run to the end of the file stop costing', () => {
  const count = 3000;
  const first = simplePdf();
  const start = first.length;
  const digits = 5;
  const bodies = Array.from({ length: count }, (_, i) => `${String(i + 10).padStart(digits, ' ')} 0 obj (`);
  const offsets = bodies.map((body, i) => start + i * body.length + digits - String(i + 10).length);
  const tail = `${bodies.join('')}${' '.repeat(200_000)}\nxref\n10 ${count}\n${offsets.map((offset) => `${padded(offset)} 00000 n \n`).join('')}`;
  const prev = openPdf(first).revisions[0]?.startxref;
  const end = `trailer\n<< /Size ${count + 10} /Root 1 0 R /Prev ${prev} >>\nstartxref\n${start + tail.indexOf('xref\n')}\n%%EOF\n`;
  const bytes = Buffer.concat([first, Buffer.from(tail + end)]);
  const codes = codesOf(bytes, Array.from({ length: count }, (_, i) => i + 10));
  expect(codes[0]).toBe('syntax');
  expect(codes.at(-1)).toBe('limit-exceeded');
  expect(inspectBytes(openPdf(bytes)).length).toBe(1000);
});

test('overlapping-objects-bomb in an object stream', () => {
  const count = 100;
  const index = `${Array.from({ length: count }, (_, i) => `${i + 10} 0`).join(' ')} `;
  const data = deflateSync(Buffer.from(`${index}[${'0 '.repeat(200_000)}]`)).toString('latin1');
  const numbers = Array.from({ length: count }, (_, i) => i + 10);
  const entries = `/Type /ObjStm /N ${count} /First ${index.length} /Filter /FlateDecode`;
  const builder = new PdfBuilder().revision({
    kind: 'stream',
    objects: { ...onePage, ...Object.fromEntries(numbers.map((number) => [number, 'null'])), 200: { entries, data } },
    compressed: numbers,
  });
  // The builder packed the numbers into a container of its own, 201; let them all lie in 200.
  const forged = Buffer.from(Buffer.from(builder.bytes()).toString('latin1').replaceAll('\u0002\0\0\0\u00c9', '\u0002\0\0\0\u00c8'), 'latin1');
  const codes = codesOf(forged, numbers);
  expect(codes[0]).toBeUndefined();
  expect(codes.at(-1)).toBe('limit-exceeded');
});

test('a thousand revisions with broken entries are inspected in reasonable time', () => {
  const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage });
  let lastLength = 0;
  for (let i = 0; i < 500; i++) {
    const section = builder.length;
    const prev = i === 0 ? (openPdf(builder.bytes()).revisions[0]?.startxref ?? 0) : section - lastLength;
    const text = `xref\n10 20\n${'0000000009 00000 n \n'.repeat(20)}trailer\n<< /Size 300 /Root 1 0 R /Prev ${padded(prev)} >>\nstartxref\n${padded(section)}\n%%EOF\n`;
    lastLength = text.length;
    builder.raw(text);
  }
  const document = openPdf(builder.bytes());
  expect(document.revisions).toHaveLength(501);
  expect(inspectBytes(document)).toHaveLength(1000);
});
