import { deflateSync } from 'node:zlib';
import { openPdf, type PdfView } from '#pdf/read';
import { errorCode } from '../testing/expect-code.js';
import { onePage, PdfBuilder, simplePdf } from '../testing/pdf-builder.js';

const view = (bytes: Uint8Array): PdfView => openPdf(bytes).current;
const shifted = (bytes: Uint8Array, number: number, by: number): Uint8Array => {
  const text = Buffer.from(bytes).toString('latin1');
  const offset = openPdf(bytes).current.entry(number)?.entry;
  if (offset?.kind !== 'offset') throw new Error('test is wrong');
  const digits = (value: number) => `${String(value).padStart(10, '0')} 00000 n`;
  return Buffer.from(text.replace(digits(offset.offset), digits(offset.offset + by)), 'latin1');
};

describe('an object that is not where the file says is not looked for elsewhere', () => {
  test.each([-1, 1, 2, 40])('entry off by %i', (by) => {
    expect(errorCode(() => view(shifted(simplePdf(), 3, by)).object(3))).toBe('object-not-at-offset');
  });

  test('entry that leads to another object', () => {
    const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage });
    const distance = (builder.offsets.get(4) ?? 0) - (builder.offsets.get(3) ?? 0);
    expect(errorCode(() => view(shifted(builder.bytes(), 3, distance)).object(3))).toBe('object-not-at-offset');
  });

  test('unknown, free, and of another generation is nothing', () => {
    const current = view(simplePdf());
    expect([current.object(0), current.object(99), current.object(3, 1)]).toEqual([undefined, undefined, undefined]);
    expect(current.object(3, 0)?.objectNumber).toBe(3);
    expect(current.resolve({ kind: 'reference', objectNumber: 99, generation: 0, span: { start: 0, end: 0 } }).kind).toBe('null');
  });
});

describe('references', () => {
  const objects = { ...onePage, 5: '6 0 R', 6: '5 0 R', 7: '8 0 R', 8: '9 0 R', 9: '(end)' };
  const current = view(new PdfBuilder().revision({ kind: 'table', objects }).bytes());
  const reference = (objectNumber: number) => ({ kind: 'reference', objectNumber, generation: 0, span: { start: 0, end: 0 } }) as const;

  test('are followed to the end', () => {
    expect(current.resolve(reference(7)).kind).toBe('string');
  });

  test('reference-loop', () => {
    expect(errorCode(() => current.resolve(reference(5)))).toBe('circular-reference');
  });
});

describe('stream lengths', () => {
  const withLength = (length: string, more: Record<number, string> = {}) =>
    new PdfBuilder()
      .revision({ kind: 'table', objects: { ...onePage, ...more, 8: `<< /Length ${length} >>\nstream\nabc\nendstream` } })
      .bytes();

  test('may be indirect', () => {
    const stream = view(withLength('9 0 R', { 9: '3' })).object(8)?.value;
    expect(stream?.kind === 'stream' && stream.rawEnd - stream.rawStart).toBe(3);
  });

  test.each([
    ['missing object', '9 0 R', {}, 'malformed-stream'],
    ['no number', '9 0 R', { 9: '(3)' }, 'malformed-stream'],
    ['not whole', '9 0 R', { 9: '3.5' }, 'malformed-stream'],
    ['itself', '8 0 R', {}, 'circular-reference'],
    ['each the other', '9 0 R', { 9: '<< /Length 8 0 R >>\nstream\nx\nendstream' }, 'circular-reference'],
  ] as const)('%s', (_, length, more, code) => {
    expect(errorCode(() => view(withLength(length, more)).object(8))).toBe(code);
  });

  test('stream-length-redefined-by-a-later-revision: the stream is not two streams', () => {
    const objects = { ...onePage, 8: '<< /Length 9 0 R >>\nstream\nabc\nendstream\nendstream', 9: '3' };
    const text = new PdfBuilder().revision({ kind: 'table', objects: { ...objects, 8: '<< /Length 9 0 R >>\nstream\nabc\nendstream' } });
    const document = openPdf(text.revision({ kind: 'table', objects: { 9: '2' } }).bytes());
    expect(errorCode(() => document.at(0).object(8))).toBeUndefined();
    expect(errorCode(() => document.at(1).object(8))).toBe('object-redefined');
  });
});

describe('object streams', () => {
  const bytes = simplePdf('stream');
  const text = Buffer.from(bytes).toString('latin1');
  const changed = (from: string, to: string) => {
    if (!text.includes(from) || from.length !== to.length) throw new Error('test is wrong');
    return Buffer.from(text.replace(from, to), 'latin1');
  };

  test('give their objects with span and container', () => {
    const catalog = view(bytes).object(1);
    expect(catalog).toMatchObject({ objectNumber: 1, generation: 0, container: 5, revisionIndex: 0 });
  });

  test.each([
    ['another object in the place', '1 0 2 ', '9 0 2 ', 'object-not-at-offset'],
    ['index that is no numbers', '1 0 2 ', '1 x 2 ', 'malformed-object-stream'],
    ['offset behind the data', '1 0 2 34 3', '1 0 2 9999', 'malformed-object-stream'],
    ['more objects than bytes', '/N 3', '/N 9', 'malformed-object-stream'],
    ['first behind the data', '/First 15', '/First 99', 'syntax'],
    ['not an object stream', '/ObjStm', '/ObjStx', 'malformed-object-stream'],
  ] as const)('%s', (_, from, to, code) => {
    const found = errorCode(() => [1, 2, 3].map((number) => view(changed(from, to)).object(number)));
    expect([code, 'malformed-object-stream']).toContain(found);
  });

  test('object-stream-replaced-under-its-objects', () => {
    const builder = new PdfBuilder().revision({ kind: 'stream', objects: onePage, compressed: [1, 2, 3] });
    builder.revision({ kind: 'stream', objects: { 5: { entries: '/Type /ObjStm /N 1 /First 4', data: '1 0 (evil)' } } });
    const document = openPdf(builder.bytes());
    expect(document.at(0).catalog.get('Pages')?.kind).toBe('reference');
    expect(errorCode(() => document.current.catalog)).toBe('object-redefined');
  });

  test('object-stream-bomb', () => {
    const data = deflateSync(new Uint8Array(3 * 2 ** 20)).toString('latin1');
    const builder = new PdfBuilder().revision({
      kind: 'stream',
      objects: { ...onePage, 1: 'null', 6: { entries: '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', data } },
      compressed: [1],
    });
    // The builder made 7 the container; point object 1 at the bomb instead.
    const forged = Buffer.from(builder.bytes());
    const row = forged.indexOf(Buffer.from('\u0002\u0000\u0000\u0000\u0007', 'latin1'));
    forged[row + 4] = 6;
    expect(errorCode(() => openPdf(forged, { maxStreamBytes: 2 ** 20 }).current.object(1))).toBe('inflation-limit');
    expect(errorCode(() => openPdf(forged, { maxStructureBytes: 2 ** 20 }).current.object(1))).toBe('inflation-limit');
  });
});

describe('cross-reference streams', () => {
  const text = Buffer.from(simplePdf('stream')).toString('latin1');
  test.each([
    ['rows that cost nothing', '/W [1 4 2]', '/W [0 0 0]'],
    ['rows wider than a number', '/W [1 4 2]', '/W [1 9 2]'],
    ['no widths', '/W [1 4 2]', '/X [1 4 2]'],
    ['more rows than data', '/Index [0 7]', '/Index [0 9]'],
    ['odd index', '/Index [0 7]', '/Index [0  ]'],
    ['index beyond all numbers', '/Index [0 7]', '/Index [8388607 7]'],
    ['another type', '/Type /XRef', '/Type /XReX'],
  ])('%s', (_, from, to) => {
    if (!text.includes(from)) throw new Error('test is wrong');
    expect(errorCode(() => openPdf(Buffer.from(text.replace(from, to), 'latin1')))).toBe('broken-xref');
  });

  test('entries-bomb: more entries than any file has', () => {
    expect(errorCode(() => openPdf(simplePdf('stream'), { maxXrefEntries: 3 }))).toBe('limit-exceeded');
    expect(errorCode(() => openPdf(simplePdf('table'), { maxXrefEntries: 3 }))).toBe('limit-exceeded');
  });
});
