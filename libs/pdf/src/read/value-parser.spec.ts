import fc from 'fast-check';
import { readObjectAt, type PdfValue } from '#pdf/read';
import { serialise } from '../write/serialise.js';
import { errorCode } from '../testing/expect-code.js';
import { parseValue } from './value-parser.js';
import { TokenReader } from './token-reader.js';

const parse = (text: string, nesting = 100) => {
  const bytes = Buffer.from(text, 'latin1');
  return parseValue(new TokenReader(bytes, 0, bytes.length), nesting);
};

/** Without spans, as plain data. */
function plain(value: PdfValue): unknown {
  switch (value.kind) {
    case 'array':
      return value.items.map(plain);
    case 'dictionary':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
    case 'string':
      return { [value.form]: Buffer.from(value.bytes).toString('latin1') };
    case 'name':
      return `/${value.value}`;
    case 'reference':
      return `${value.objectNumber} ${value.generation} R`;
    case 'null':
      return null;
    case 'stream':
      return 'stream';
    default:
      return value.value;
  }
}

describe('every kind of object is read as ISO 32000 says', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['true', true],
    [' %c\n false', false],
    ['+17', 17],
    ['-98', -98],
    ['0', 0],
    ['34.5', 34.5],
    ['-.002', -0.002],
    ['4.', 4],
    ['+.0', 0],
    ['/Name1', '/Name1'],
    ['/', '/'],
    ['/A#20B#2f', '/A B/'],
    ['/A#G1', '/A#G1'],
    ['12 0 R', '12 0 R'],
    ['12 %c\n 0 R', '12 0 R'],
    ['[1 0 R 2 0 3 0 R]', ['1 0 R', 2, 0, '3 0 R']],
    ['[1 2 RX]', undefined],
    ['[9 1 %c\n 0 R 9]', [9, '1 0 R', 9]],
    ['[[1] 2 3 R]', [[1], '2 3 R']],
    ['[1 0 R R]', undefined],
    ['[0 R]', undefined],
    ['[+1 0 R]', undefined],
    ['[1 -0 R]', undefined],
    ['[1. 0 R]', undefined],
    ['[[1] 0 R]', undefined],
    ['[1234567890123456 0 R]', undefined],
    ['[1234567890123456 1 0 R]', [1234567890123456, '1 0 R']],
    ['<< /A 1 /B 2 0 R /C [3] >>', { A: 1, B: '2 0 R', C: [3] }],
    ['(a(b)c)', { literal: 'a(b)c' }],
    ['(a\\)b\\\\)', { literal: 'a)b\\' }],
    ['(\\n\\r\\t\\b\\f\\z)', { literal: '\n\r\t\b\fz' }],
    ['(\\0533\\53\\5)', { literal: '+3+\u0005' }],
    ['(\\777)', { literal: '\u00ff' }],
    ['(a\\\r\nb\\\nc)', { literal: 'abc' }],
    ['(a\r\nb\rc)', { literal: 'a\nb\nc' }],
    ['()', { literal: '' }],
    ['<48 65 6C\n6c6F>', { hex: 'Hello' }],
    ['<901FA>', { hex: '\u0090\u001f\u00a0' }],
    ['<>', { hex: '' }],
    ['<</A/B/C[]/D<</E null>>>>', { A: '/B', C: [], D: { E: null } }],
    ['<</A 1/A 2>>', { A: 2 }],
  ])('%s', (text, expected) => {
    if (expected === undefined) expect(errorCode(() => parse(text))).toBe('syntax');
    else expect(plain(parse(text))).toEqual(expected);
  });
});

test.each(['', '--1', '1-2', '1..2', '.', '+', '1e5', 'nul', 'truex', '(', '(\\)', '<4G>', '<41', '[1', '<</A', '<</A>>', '<<1 2>>', '>>', ')', 'R', '{}'])(
  'no guess is made at %s',
  (text) => {
    expect(errorCode(() => parse(text))).toBe('syntax');
  },
);

test('duplicate keys are named', () => {
  const value = parse('<</A 1/B 2/A 3/#41 4>>');
  expect(value.kind === 'dictionary' && value.duplicateKeys).toEqual(['A', 'A']);
});

test('spans are the token from its first to its last delimiter', () => {
  const text = '<< /Contents <00FF> /Name (x) >>';
  const value = parse(text);
  if (value.kind !== 'dictionary') throw new Error('no dictionary');
  const at = (key: string) => text.slice(value.get(key)?.span.start, value.get(key)?.span.end);
  expect([at('Contents'), at('Name'), text.slice(value.span.start, value.span.end)]).toEqual(['<00FF>', '(x)', text]);
});

describe('bounds', () => {
  test('nesting-bomb: a hundred thousand brackets', () => {
    expect(errorCode(() => parse('['.repeat(100_000)))).toBe('nesting-too-deep');
    expect(errorCode(() => parse('<</A'.repeat(100_000)))).toBe('nesting-too-deep');
    expect(parse('['.repeat(100) + ']'.repeat(100)).kind).toBe('array');
  });

  test('values-bomb: more values than memory', () => {
    expect(errorCode(() => parse(`[${'0 '.repeat(1_000_001)}]`))).toBe('object-too-large');
  });

  test('a name without end', () => {
    expect(errorCode(() => parse(`/${'a'.repeat(5000)}`))).toBe('syntax');
  });

  test('nothing is read behind the window', () => {
    const bytes = Buffer.from('(abc)');
    expect(errorCode(() => parseValue(new TokenReader(bytes, 0, 4), 100))).toBe('syntax');
  });
});

const anyName = fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 12 });
const { value: anyValue } = fc.letrec<{ value: Parameters<typeof serialise>[0] }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).map((n) => (Math.abs(n) < 1e-15 ? 0 : n)),
    anyName.map((value) => ({ kind: 'name' as const, value })),
    fc.record({ kind: fc.constant('string' as const), form: fc.constantFrom('literal' as const, 'hex' as const), bytes: fc.uint8Array() }),
    fc.record({ kind: fc.constant('reference' as const), objectNumber: fc.nat(8_000_000), generation: fc.nat(65_535) }),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => ({ kind: 'array' as const, items })),
    fc
      .array(fc.tuple(anyName, tie('value')), { maxLength: 4 })
      .map((entries) => ({ kind: 'dictionary' as const, entries: new Map(entries) })),
  ),
}));

test('whatever is written is read back the same', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const text = serialise(value);
      const read = parse(text);
      expect(read.span).toEqual({ start: 0, end: text.length });
      // Serialising again gives the same text exactly when nothing was lost.
      expect(serialise(read)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('arbitrary bytes never make anything but a value or a PdfError', () => {
  const alphabet = fc.constantFrom(...'<>[]()/%#\\ \r\n09-+.aRntf'.split(''));
  fc.assert(
    fc.property(fc.string({ unit: alphabet, maxLength: 60 }), (text) => {
      errorCode(() => parse(text));
    }),
    { numRuns: 3000 },
  );
});

describe('readObjectAt', () => {
  const bytes = Buffer.from('xx7 0 obj\n<< /Length 3 >>\nstream\nabc\nendstream\nendobj yy');

  test('reads one object of any bytes, exactly there', () => {
    const { objectNumber, value, span } = readObjectAt(bytes, 2);
    expect(objectNumber).toBe(7);
    expect(span).toEqual({ start: 2, end: bytes.length - 3 });
    expect(value.kind === 'stream' && bytes.subarray(value.rawStart, value.rawEnd).toString()).toBe('abc');
    expect(errorCode(() => readObjectAt(bytes, 1))).toBe('object-not-at-offset');
    expect(errorCode(() => readObjectAt(bytes, 3))).toBe('object-not-at-offset');
  });

  test.each([
    ['stream keyword and CR alone', '1 0 obj <</Length 1>> stream\rx\nendstream endobj', 'malformed-stream'],
    ['length too short', '1 0 obj <</Length 1>> stream\nxy\nendstream endobj', 'malformed-stream'],
    ['length too long', '1 0 obj <</Length 99>> stream\nxy\nendstream endobj', 'malformed-stream'],
    ['length negative', '1 0 obj <</Length -1>> stream\nxy\nendstream endobj', 'malformed-stream'],
    ['length missing', '1 0 obj <<>> stream\nxy\nendstream endobj', 'malformed-stream'],
    ['endobj missing', '1 0 obj 5 2 0 obj', 'syntax'],
    ['no object', '1 0 R', 'object-not-at-offset'],
  ] as const)('%s', (_, text, code) => {
    expect(errorCode(() => readObjectAt(Buffer.from(text), 0))).toBe(code);
  });

  test('an object without a value is null', () => {
    expect(readObjectAt(Buffer.from('1 0 obj\nendobj'), 0).value.kind).toBe('null');
  });
});

describe('what is read in one stroke is what reading character by character gives', () => {
  test('a number is the one that its text is, to the last bit and the sign of nothing', () => {
    const digits = fc.stringMatching(/^\d{0,20}$/);
    fc.assert(fc.property(fc.constantFrom('', '+', '-'), digits, fc.constantFrom('', '.'), digits, (sign, whole, point, fraction) => {
      const text = `${sign}${whole}${point}${fraction}`;
      fc.pre(/\d/.test(text));
      const value = parse(text);
      expect(value.kind === 'number' && Object.is(value.value, Number(text)) && value.isInteger === (point === '')).toBe(true);
    }), { numRuns: 2000 });
  });

  test('names, with number signs that are escapes and number signs that are not, and names that share a slot', () => {
    const piece = fc.oneof(fc.constantFrom('#', '#4', '#41', '#zz', 'A'), fc.stringMatching(/^[!-"$&-'*-.0-;=?-Z\\^-z|~]{0,12}$/));
    fc.assert(fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join('');
      expect(plain(parse(`/${text} `))).toBe(`/${text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))}`);
    }), { numRuns: 2000 });
    const many = Array.from({ length: 20_000 }, (_, i) => `Name${i}`);
    for (const name of [...many, ...many.toReversed()]) if (plain(parse(`/${name}`)) !== `/${name}`) throw new Error(name);
  });

  test('long hexadecimal strings, and such as only look like one', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: 250, maxLength: 700 });
    fc.assert(fc.property(hex, fc.constantFrom('', ' ', '\n', 'g', '\u00e9', '<'), fc.nat(), (text, other, place) => {
      const at = place % text.length;
      const written = `<${text.slice(0, at)}${other}${text.slice(at)}>`;
      if (other.trim() !== '') expect(errorCode(() => parse(written))).toBe('syntax');
      else expect(plain(parse(written))).toEqual({ hex: Buffer.from(text.length % 2 === 0 ? text : `${text}0`, 'hex').toString('latin1') });
    }), { numRuns: 300 });
    expect(errorCode(() => parse(`<${'0'.repeat(400)}`))).toBe('syntax');
    expect(plain(parse(`<${'41'.repeat(100_000)}>`))).toEqual({ hex: 'A'.repeat(100_000) });
  });
});
