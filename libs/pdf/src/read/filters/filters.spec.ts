import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { errorCode } from '../../testing/expect-code.js';
import { PdfDictionary, type PdfValue } from '../values.js';
import { decodeAscii85, decodeAsciiHex } from './ascii.js';
import { decodeStream } from './decode-stream.js';
import { decodeFlate } from './flate.js';
import { decodeLzw } from './lzw.js';
import { undoPredictor } from './predictor.js';
import { decodeRunLength } from './run-length.js';

const megabyte = 2 ** 20;
const span = { start: 0, end: 0 };
const name = (value: string): PdfValue => ({ kind: 'name', value, span });
const number = (value: number): PdfValue => ({ kind: 'number', value, isInteger: true, span });
const direct = (value: PdfValue) => {
  if (value.kind === 'reference') throw new Error('unexpected reference');
  return value;
};
const decode = (raw: Uint8Array, entries: Record<string, PdfValue>, maxBytes = megabyte) =>
  decodeStream(raw, new PdfDictionary(new Map(Object.entries(entries)), span), direct, maxBytes);
const latin1 = (text: string) => Buffer.from(text, 'latin1');

test('Flate', () => {
  expect(Buffer.from(decodeFlate(deflateSync(latin1('hej')), megabyte)).toString()).toBe('hej');
  expect(errorCode(() => decodeFlate(latin1('not zlib'), megabyte))).toBe('malformed-filter-data');
  expect(errorCode(() => decodeFlate(deflateSync(latin1('hej')).subarray(0, 6), megabyte))).toBe('malformed-filter-data');
});

test('deflate-bomb: no more than the limit comes out', () => {
  const bomb = deflateSync(new Uint8Array(50 * megabyte));
  expect(errorCode(() => decodeFlate(bomb, megabyte))).toBe('inflation-limit');
  const twice = deflateSync(bomb);
  const filters: PdfValue = { kind: 'array', items: [name('FlateDecode'), name('FlateDecode')], span };
  expect(errorCode(() => decode(twice, { Filter: filters }))).toBe('inflation-limit');
});

test('filter-chain-bomb', () => {
  const filters: PdfValue = { kind: 'array', items: Array.from({ length: 9 }, () => name('ASCIIHexDecode')), span };
  expect(errorCode(() => decode(latin1('00'), { Filter: filters }))).toBe('limit-exceeded');
});

test('LZW: the example of ISO 32000-2 7.4.4.2', () => {
  const encoded = Uint8Array.of(0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01);
  expect([...decodeLzw(encoded, 1, megabyte)]).toEqual([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
  expect(errorCode(() => decodeLzw(Uint8Array.of(0xff, 0xff, 0xff), 1, megabyte))).toBe('malformed-filter-data');
});

test.each([0, 1])('LZW survives every change of code width, early change %i', (earlyChange) => {
  const data = Uint8Array.from({ length: 20_000 }, (_, i) => (i * i * 31) >> 5);
  expect(Buffer.from(decodeLzw(encodeLzw(data, earlyChange), earlyChange, megabyte)).equals(Buffer.from(data))).toBe(true);
  expect(errorCode(() => decodeLzw(encodeLzw(data, earlyChange), earlyChange, 10_000))).toBe('inflation-limit');
});

/** The encoder of the standard, for the test only. */
function encodeLzw(data: Uint8Array, earlyChange: number): Uint8Array {
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  const emit = (code: number, width: number) => {
    held = (held << width) | code;
    bits += width;
    for (; bits >= 8; bits -= 8) out.push((held >> (bits - 8)) & 0xff);
    held &= (1 << bits) - 1;
  };
  let table = new Map<string, number>();
  let width = 9;
  emit(256, width);
  let current = '';
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : (table.get(text) ?? -1));
  for (const byte of data) {
    const longer = current + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) {
      current = longer;
      continue;
    }
    emit(codeOf(current), width);
    table.set(longer, 258 + table.size);
    // The decoder is one entry behind the encoder.
    const decoderCodes = 257 + table.size + earlyChange;
    if (decoderCodes >= 4094) {
      emit(256, width);
      table = new Map();
      width = 9;
    } else width = decoderCodes >= 2048 ? 12 : decoderCodes >= 1024 ? 11 : decoderCodes >= 512 ? 10 : 9;
    current = String.fromCharCode(byte);
  }
  emit(codeOf(current), width);
  emit(257, width);
  emit(0, 7);
  return Uint8Array.from(out);
}

test('ASCIIHex and ASCII85', () => {
  expect(Buffer.from(decodeAsciiHex(latin1('48 65\n6C6c 6F7>ignored'), megabyte)).toString()).toBe('Hellop');
  expect(errorCode(() => decodeAsciiHex(latin1('4x>'), megabyte))).toBe('malformed-filter-data');
  expect(Buffer.from(decodeAscii85(latin1('87cUR\nD]i,"Ebo80~>'), megabyte)).toString()).toBe('Hello World!');
  expect([...decodeAscii85(latin1('z!!~>'), megabyte)]).toEqual([0, 0, 0, 0, 0]);
  for (const wrong of ['!~>', 'vvvvv~>', 'uuuuu~>']) {
    expect(errorCode(() => decodeAscii85(latin1(wrong), megabyte))).toBe('malformed-filter-data');
  }
});

test('RunLength', () => {
  expect(Buffer.from(decodeRunLength(Uint8Array.of(2, 97, 98, 99, 254, 100, 128, 5), megabyte)).toString()).toBe('abcddd');
  expect(errorCode(() => decodeRunLength(Uint8Array.of(5, 97), megabyte))).toBe('malformed-filter-data');
  expect(errorCode(() => decodeRunLength(new Uint8Array(100_000).fill(129), 1000))).toBe('inflation-limit');
});

describe('predictors', () => {
  test('PNG: each algorithm undoes its own prediction', () => {
    const pixels = 3;
    const columns = 7;
    const parameters = { predictor: 12, colors: pixels, bitsPerComponent: 8, columns };
    const row = pixels * columns;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: row * 6, maxLength: row * 6 }), (data) => {
        const encoded = encodePng(data, row, pixels);
        expect(Buffer.from(undoPredictor(encoded, parameters)).equals(Buffer.from(data))).toBe(true);
      }),
    );
  });

  test('TIFF adds along the row', () => {
    const parameters = { predictor: 2, colors: 1, bitsPerComponent: 8, columns: 3 };
    expect([...undoPredictor(Uint8Array.of(1, 1, 1, 5, 255, 0), parameters)]).toEqual([1, 2, 3, 5, 4, 4]);
  });

  test.each([
    [{ predictor: 12, colors: 0, bitsPerComponent: 8, columns: 1 }],
    [{ predictor: 12, colors: 1, bitsPerComponent: 3, columns: 1 }],
    [{ predictor: 12, colors: 1, bitsPerComponent: 8, columns: 1e9 }],
    [{ predictor: 9, colors: 1, bitsPerComponent: 8, columns: 1 }],
  ])('parameters out of range: %j', (parameters) => {
    expect(errorCode(() => undoPredictor(Uint8Array.of(0, 1), parameters))).toBe('malformed-filter-data');
  });

  function encodePng(data: Uint8Array, row: number, pixel: number): Uint8Array {
    const out: number[] = [];
    for (let at = 0; at < data.length; at++) {
      const column = at % row;
      const algorithm = Math.floor(at / row) % 5;
      if (column === 0) out.push(algorithm);
      const left = column >= pixel ? (data[at - pixel] ?? 0) : 0;
      const up = data[at - row] ?? 0;
      const upLeft = column >= pixel ? (data[at - row - pixel] ?? 0) : 0;
      const estimate = left + up - upLeft;
      const nearest = [left, up, upLeft].reduce((best, next) => (Math.abs(estimate - next) < Math.abs(estimate - best) ? next : best));
      const predicted = [0, left, up, (left + up) >> 1, nearest][algorithm] ?? 0;
      out.push(((data[at] ?? 0) - predicted) & 0xff);
    }
    return Uint8Array.from(out);
  }
});

test('a stream names its filters, their order and their parameters', () => {
  const parms: PdfValue = new PdfDictionary(new Map([['Predictor', number(2)], ['Columns', number(3)]]), span);
  const raw = latin1(Buffer.from(deflateSync(Uint8Array.of(1, 1, 1))).toString('hex') + '>');
  const entries = {
    Filter: { kind: 'array', items: [name('ASCIIHexDecode'), name('FlateDecode')], span } as const,
    DecodeParms: { kind: 'array', items: [{ kind: 'null', span }, parms], span } as const,
  };
  expect([...decode(raw, entries)]).toEqual([1, 2, 3]);
  expect([...decode(Uint8Array.of(7), {})]).toEqual([7]);
});

test.each(['DCTDecode', 'JPXDecode', 'JBIG2Decode', 'CCITTFaxDecode', 'Crypt', 'Fl'])('%s is not decoded', (filter) => {
  expect(errorCode(() => decode(Uint8Array.of(1), { Filter: name(filter) }))).toBe('unsupported-filter');
});

test('stream-data-in-another-file is never looked for', () => {
  expect(errorCode(() => decode(Uint8Array.of(1), { F: name('x') }))).toBe('unsupported-filter');
});
