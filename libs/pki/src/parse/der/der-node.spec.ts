import * as fc from 'fast-check';

import { DerError, readDer, readFirst, Tag, type DerErrorCode } from '#pki/parse';

const hex = (text: string): Uint8Array => Buffer.from(text.replace(/\s/g, ''), 'hex');

function codeOf(work: () => unknown): DerErrorCode | 'nothing' {
  try {
    work();
    return 'nothing';
  } catch (error) {
    if (error instanceof DerError) return error.code;
    throw error;
  }
}

describe('the DER reader takes one encoding and refuses its neighbours', () => {
  test.each<[string, string, DerErrorCode | 'nothing']>([
    ['a short value', '0401ff', 'nothing'],
    ['nothing at all', '', 'truncated'],
    ['a tag without a length', '30', 'truncated'],
    ['a length beyond the end', '040301', 'truncated'],
    ['bytes after the value', '0401ff00', 'trailing-bytes'],
    ['an indefinite length', '30800000', 'indefinite-length'],
    ['a long form for a short length', '048101ff', 'non-minimal-length'],
    ['a length with a leading zero', '04820001ff', 'non-minimal-length'],
    ['a length of five octets', '048500000000ff', 'length-too-big'],
    ['a length of four gigabytes', '0484ffffffff', 'truncated'],
    ['a high tag number', '1f8101', 'unsupported-tag'],
  ])('%s', (_what, bytes, code) => {
    expect(codeOf(() => readDer(hex(bytes)))).toBe(code);
  });

  test('a child cannot reach beyond its parent', () => {
    const parent = readFirst(hex('3003 0404 aabbccdd'));
    expect(codeOf(() => parent.children())).toBe('truncated');
  });

  test('positions are those of the buffer that was given', () => {
    const [first, second] = readDer(hex('3006 0201 05 0401 ff')).children();
    expect([first?.start, first?.contentStart, first?.end, second?.start]).toEqual([2, 4, 5, 5]);
  });

  test('a primitive value has no children', () => {
    expect(codeOf(() => readDer(hex('0401ff')).children())).toBe('unexpected-tag');
  });

  test('a cursor refuses what the grammar does not say', () => {
    const cursor = readDer(hex('3003 020105')).cursor();
    expect(codeOf(() => cursor.next(Tag.octetString))).toBe('unexpected-tag');
    expect(codeOf(() => cursor.next(Tag.integer))).toBe('unexpected-end');
  });

  test('any bytes at all give a value or a DerError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const code = codeOf(() => readDer(bytes).children());
        expect(typeof code).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });
});
