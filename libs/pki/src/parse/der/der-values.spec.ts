import * as fc from 'fast-check';

import { encodeOid, integer, namedBits, timeOf } from '#pki/build';
import {
  DerError, readBoolean, readDer, readIntegerHex, readNamedBits, readOctetAlignedBits, readOid, readSmallInteger, readString, readTime,
  type DerErrorCode, type DerNode,
} from '#pki/parse';

const node = (text: string): DerNode => readDer(Buffer.from(text.replace(/\s/g, ''), 'hex'));

function codeOf(work: () => unknown): DerErrorCode | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof DerError) return error.code;
    throw error;
  }
}

const time = (text: string, tag = '17'): Date =>
  readTime(node(tag + text.length.toString(16).padStart(2, '0') + Buffer.from(text).toString('hex')));

describe('values', () => {
  test('a boolean is 00 or FF and nothing between', () => {
    expect(readBoolean(node('0101ff'))).toBe(true);
    expect(readBoolean(node('010100'))).toBe(false);
    expect(codeOf(() => readBoolean(node('010101')))).toBe('bad-boolean');
  });

  test('an integer with a useless leading octet is refused', () => {
    expect(codeOf(() => readIntegerHex(node('02020001')))).toBe('bad-integer');
    expect(codeOf(() => readIntegerHex(node('0202ffff')))).toBe('bad-integer');
    expect(codeOf(() => readIntegerHex(node('0200')))).toBe('bad-integer');
  });

  test('a negative serial number equals no positive one', () => {
    expect(readIntegerHex(node('0201ff'))).toBe('-ff');
    expect(readIntegerHex(node('020200ff'))).toBe('ff');
  });

  test('a number too big for a number is refused, not rounded', () => {
    expect(codeOf(() => readSmallInteger(node('0209 00ffffffffffffffff')))).toBe('integer-too-big');
    expect(codeOf(() => readSmallInteger(node('0201ff')))).toBe('integer-too-big');
  });

  test('object identifiers survive the round trip, UUID arcs included', () => {
    const arc = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map(String);
    fc.assert(
      fc.property(fc.constantFrom('1.2', '2.5', '2.25', '0.4', '2.999'), fc.array(arc, { maxLength: 5 }), (start, arcs) => {
        const oid = [start, ...arcs].join('.');
        expect(readOid(readDer(encodeOid(oid)))).toBe(oid);
      }),
    );
  });

  test('an object identifier padded with 80, or cut off, is refused', () => {
    expect(codeOf(() => readOid(node('0603 2a8001')))).toBe('bad-oid');
    expect(codeOf(() => readOid(node('0602 2a86')))).toBe('bad-oid');
    expect(codeOf(() => readOid(node('0600')))).toBe('bad-oid');
  });

  test('bit strings', () => {
    expect([...readNamedBits(node('0303 07 0680'))]).toEqual([5, 6, 8]);
    expect([...readNamedBits(readDer(namedBits([1, 8])))]).toEqual([1, 8]);
    expect(codeOf(() => readOctetAlignedBits(node('0302 01 fe')))).toBe('bad-bit-string');
    expect(codeOf(() => readNamedBits(node('0302 08 fe')))).toBe('bad-bit-string');
  });

  test('strings: Swedish letters in each type, and no broken UTF-8', () => {
    expect(readString(node('0c02 c3a5'))).toBe('å');
    expect(readString(node('1401 e5'))).toBe('å');
    expect(readString(node('1e02 00e5'))).toBe('å');
    expect(readString(node('1c04 000000e5'))).toBe('å');
    expect(codeOf(() => readString(node('0c01 e5')))).toBe('bad-string');
    expect(codeOf(() => readString(node('1301 e5')))).toBe('bad-string');
  });

  test('integers we write are read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 24 }), (magnitude) => {
        const written = readIntegerHex(readDer(integer(magnitude)));
        expect(BigInt(`0x${written}`)).toBe(BigInt(`0x${Buffer.from(magnitude).toString('hex')}`));
      }),
    );
  });
});

describe('time', () => {
  test('two-digit years turn in 1950', () => {
    expect(time('490101000000Z').getUTCFullYear()).toBe(2049);
    expect(time('500101000000Z').getUTCFullYear()).toBe(1950);
  });

  test.each([
    ['a day that does not exist', '250230000000Z', '17'],
    ['hour 24', '250101240000Z', '17'],
    ['no seconds', '2501010000Z', '17'],
    ['a time zone', '250101000000+0100', '17'],
    ['a time zone in GeneralizedTime', '20250101000000+0100', '18'],
    ['a fraction in UTCTime', '250101000000.5Z', '17'],
    ['a fraction without digits', '20250101000000.Z', '18'],
    ['a fraction of ten digits', '20250101000000.1234567890Z', '18'],
    ['letters in a fraction', '20250101000000.1x3Z', '18'],
    ['nothing at all', '', '17'],
    ['too few digits', '2501010000Z', '18'],
    ['bytes behind the Z', '250101000000ZZ', '17'],
    ['letters', '2501010000xxZ', '17'],
  ])('%s is refused', (_what, text, tag) => {
    expect(codeOf(() => time(text, tag))).toBe('bad-time');
  });

  test('fractions are cut to milliseconds', () => {
    expect(time('20250101000000.1239Z', '18').toISOString()).toBe('2025-01-01T00:00:00.123Z');
    expect(time('20250101000000.005Z', '18').toISOString()).toBe('2025-01-01T00:00:00.005Z');
    expect(time('20250101000000.999999999Z', '18').toISOString()).toBe('2025-01-01T00:00:00.999Z');
  });

  test('what we write is read back, on both sides of 2050', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1951-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
        expect(readTime(readDer(timeOf(date))).getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });
});
