import fc from 'fast-check';
import { decodeTextString, parsePdfDate } from '#pdf/read';
import { date, text } from '../write/index.js';

test.each<[string, number[], string]>([
  ['PDFDocEncoding', [0x41, 0xe5, 0xe4, 0xf6, 0x80, 0xa0, 0x92, 0x1f], 'Aåäö•€™˜'],
  ['UTF-16BE', [0xfe, 0xff, 0x5f, 0x20, 0x00, 0x41], '张A'],
  ['UTF-16BE with a language escape', [0xfe, 0xff, 0x00, 0x1b, 0x00, 0x73, 0x00, 0x76, 0x00, 0x1b, 0x00, 0x41], 'A'],
  ['UTF-8', [0xef, 0xbb, 0xbf, 0xc5, 0x82], 'ł'],
])('text strings in %s', (_, bytes, expected) => {
  expect(decodeTextString(Uint8Array.from(bytes))).toBe(expected);
});

test('every text survives being written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      fc.pre(!value.includes('\u001b'));
      expect(decodeTextString(text(value).bytes)).toBe(value);
    }),
  );
});

test.each([
  ["D:20260131235959+01'00'", '2026-01-31T22:59:59.000Z', true],
  ["D:20260131235959-05'30", '2026-02-01T05:29:59.000Z', true],
  ['D:20260131235959Z', '2026-01-31T23:59:59.000Z', true],
  ["D:20260131235959Z00'00'", '2026-01-31T23:59:59.000Z', true],
  ['D:20260131', '2026-01-31T00:00:00.000Z', false],
  ['D:2026', '2026-01-01T00:00:00.000Z', false],
])('date %s', (value, iso, hasTimeZone) => {
  const parsed = parsePdfDate(value);
  expect([parsed?.instant.toISOString(), parsed?.hasTimeZone]).toEqual([iso, hasTimeZone]);
});

test.each(['20260131', 'D:20260230', 'D:20261301', 'D:20260131246060Z', 'D:20260131235959+25', 'D:20260131235959x', 'D:'])(
  'no date: %s',
  (value) => {
    expect(parsePdfDate(value)).toBeUndefined();
  },
);

test('every instant survives being written, to the second', () => {
  const instants = fc.date({ min: new Date('1900-01-01'), max: new Date('9000-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.integer({ min: -720, max: 840 }), (instant, offset) => {
      const parsed = parsePdfDate(decodeTextString(date(instant, offset).bytes));
      expect(parsed?.instant.getTime()).toBe(Math.floor(instant.getTime() / 1000) * 1000);
      expect(parsed?.hasTimeZone).toBe(true);
    }),
  );
});
