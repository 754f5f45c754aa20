import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { openPdf, signatureFields } from '#pdf/read';
import { array, beginUpdate, dict, name, signedParts, text, writeContents } from '#pdf/write';
import { errorCode } from '../testing/expect-code.js';
import { simplePdf } from '../testing/pdf-builder.js';

function placed(contentsLength: number, kind: 'table' | 'stream' = 'table') {
  const bytes = simplePdf(kind);
  const update = beginUpdate(openPdf(bytes));
  const signature = update.allocate();
  update.putSignature(signature, { Type: name('Sig'), Name: text('Åsa (ordförande)') }, { contentsLength });
  const field = update.add(dict({ FT: name('Sig'), T: text('S1'), V: signature, Rect: array([0, 0, 0, 0]) }));
  update.addFields([field]);
  return { bytes, finished: update.finish() };
}

describe.each(['table', 'stream'] as const)('a signature in a %s file', (kind) => {
  const { bytes, finished } = placed(100, kind);
  const der = Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0xab);
  const digest = createHash('sha256').update(bytes);
  for (const part of signedParts(finished)) digest.update(part);
  const before = Buffer.from(finished.update);
  writeContents(finished, der);
  const whole = Buffer.concat([bytes, finished.update]);
  const [field] = signatureFields(openPdf(whole).current);
  const range = field?.value?.get('ByteRange');
  const numbers = range?.kind === 'array' ? range.items.map((item) => (item.kind === 'number' ? item.value : -1)) : [];
  const [a = -1, b = -1, c = -1, d = -1] = numbers;

  test('BB-05: the byte range is everything but the /Contents token, to the end of the revision', () => {
    expect(numbers).toEqual(finished.signature?.byteRange);
    expect([a, c + d]).toEqual([0, whole.length]);
    expect(field?.value?.get('Contents')?.span).toEqual({ start: b, end: c });
    expect([whole[b], whole[c - 1]]).toEqual([0x3c, 0x3e]);
    expect(whole.subarray(b + 1, c - 1).toString('latin1')).toMatch(/^[0-9A-F]{200}$/u);
  });

  test('BB-01: the signature, then zeros', () => {
    const contents = field?.value?.get('Contents');
    expect(contents?.kind === 'string' && Buffer.from(contents.bytes).equals(Buffer.concat([der, Buffer.alloc(95)]))).toBe(true);
  });

  test('the digest of document and parts is the digest of the byte range', () => {
    const again = createHash('sha256').update(whole.subarray(a, b)).update(whole.subarray(c, c + d));
    expect(digest.digest('hex')).toBe(again.digest('hex'));
  });

  test('writing it changes nothing outside the gap', () => {
    const gap = [b + 1 - finished.startOffset, c - 1 - finished.startOffset] as const;
    expect(before.subarray(0, gap[0]).equals(finished.update.subarray(0, gap[0]))).toBe(true);
    expect(before.subarray(gap[1]).equals(finished.update.subarray(gap[1]))).toBe(true);
  });

  test('BB-08: it is a plain object', () => {
    expect(openPdf(whole).current.object(field?.valueReference?.objectNumber ?? 0)?.container).toBeUndefined();
  });
});

test('PF-15: the byte range keeps its room whatever the numbers', () => {
  const { finished } = placed(10);
  const textOf = Buffer.from(finished.update).toString('latin1');
  expect(textOf).toMatch(/\/ByteRange \[0 \d+ \d+ \d+\] +\/Contents </u);
});

test('PF-14: a signature that does not fit is refused, and one that just fits is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (room, length) => {
      const { finished } = placed(room);
      const code = errorCode(() => writeContents(finished, new Uint8Array(length).fill(7)));
      expect(code).toBe(length > room ? 'contents-too-small' : undefined);
    }),
    { numRuns: 50 },
  );
});

test.each([
  [9, undefined],
  [10, undefined],
  [11, 'contents-too-small'],
])('PF-14: %i bytes in room for 10', (length, code) => {
  expect(errorCode(() => writeContents(placed(10).finished, new Uint8Array(length)))).toBe(code);
});

test('one signature per update, without placeholders of the caller', () => {
  const update = beginUpdate(openPdf(simplePdf()));
  const first = update.allocate();
  const second = update.allocate();
  expect(errorCode(() => update.putSignature(first, { Contents: 1 }, { contentsLength: 9 }))).toBe('invalid-value');
  expect(errorCode(() => update.putSignature(first, { ByteRange: 1 }, { contentsLength: 9 }))).toBe('invalid-value');
  expect(errorCode(() => update.putSignature(first, {}, { contentsLength: 0 }))).toBe('invalid-value');
  update.putSignature(first, {}, { contentsLength: 9 });
  expect(errorCode(() => update.putSignature(second, {}, { contentsLength: 9 }))).toBe('invalid-value');
});

test('an update without a signature has no parts to sign', () => {
  const finished = beginUpdate(openPdf(simplePdf())).finish();
  expect(errorCode(() => signedParts(finished))).toBe('invalid-value');
  expect(errorCode(() => writeContents(finished, Uint8Array.of(1)))).toBe('invalid-value');
});
