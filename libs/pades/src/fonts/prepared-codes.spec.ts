import { deflateSync } from 'node:zlib';
import { openPdf, type PdfFile, type PdfStream } from '#pdf/read';
import { beginUpdate, name, type WritableEntries } from '#pdf/write';
import { onePagePdf } from '../testing/test-signer.js';
import { preparedCodes } from './prepared-codes.js';
import { toUnicodeCMap } from './to-unicode.js';

const cmap = (text: string): Buffer => Buffer.from(toUnicodeCMap(['', ...text]), 'latin1');

let blank: Uint8Array;
beforeAll(async () => {
  blank = await onePagePdf();
});

/** A file with one stream, and how often it was decoded. */
function fileWith(data: Uint8Array, entries: WritableEntries): { file: PdfFile; stream: PdfStream; decoded: () => number } {
  const update = beginUpdate(openPdf(blank));
  const reference = update.addStream(entries, data);
  const document = openPdf(Buffer.concat([blank, update.finish().update]));
  const stream = document.current.object(reference.objectNumber)?.value;
  if (stream?.kind !== 'stream') throw new Error('no stream');
  let count = 0;
  const current = new Proxy(document.current, {
    get: (view, key) => (key === 'streamData' ? (...given: Parameters<typeof view.streamData>) => ((count += 1), view.streamData(...given)) : Reflect.get(view, key, view) as unknown),
  });
  return { file: { ...document, current }, stream, decoded: () => count };
}

const compressed = { Filter: name('FlateDecode') };
const read = ({ file, stream }: { file: PdfFile; stream: PdfStream }): string => [...preparedCodes(file, stream).keys()].map((point) => String.fromCodePoint(point)).join('');

test('the same bytes are decoded once, other bytes again, in whatever file they stand', () => {
  const [one, same, other] = [fileWith(deflateSync(cmap('abc')), compressed), fileWith(deflateSync(cmap('abc')), compressed), fileWith(deflateSync(cmap('abd')), compressed)];
  expect([one, one, same, other, one].map(read)).toEqual(['abc', 'abc', 'abc', 'abd', 'abc']);
  expect([one, same, other].map(({ decoded }) => decoded())).toEqual([1, 0, 1]);
});

test('bytes that are compressed mean what they decode to, and the same bytes as they are what they say', () => {
  const data = deflateSync(cmap('xyz'));
  expect(read(fileWith(data, compressed))).toBe('xyz');
  expect(read(fileWith(data, {}))).toBe('');
  expect(read(fileWith(cmap('xyz'), {}))).toBe('xyz');
});

test('only so many are kept, and the oldest goes', () => {
  const first = fileWith(deflateSync(cmap('first')), compressed);
  expect(read(first)).toBe('first');
  for (let i = 0; i < 32; i += 1) read(fileWith(deflateSync(cmap(String.fromCharCode(0x4e00 + i))), compressed));
  expect(read(first)).toBe('first');
  expect(first.decoded()).toBe(2);
});
