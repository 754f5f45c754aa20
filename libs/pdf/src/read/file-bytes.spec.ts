import fc from 'fast-check';
import { beginUpdate, name } from '../write/index.js';
import { mutated, type Mutation } from '../testing/mutate.js';
import { PdfBuilder, onePage, simplePdf } from '../testing/pdf-builder.js';
import { randomPdf } from '../testing/random-pdf.js';
import { formFields, openPdf, PdfError, type ByteSource, type PdfFile } from './index.js';

/** A source that gives as little as it may, and counts. */
function source(bytes: Uint8Array, pageBytes: number): ByteSource & { readonly given: () => number } {
  let given = 0;
  return {
    length: bytes.length,
    pageBytes,
    given: () => given,
    read(target, offset) {
      if (offset + target.length > bytes.length) throw new RangeError('asked for more than there is');
      target.set(bytes.subarray(offset, offset + target.length));
      given += target.length;
    },
  };
}

/** Everything a reader says about a file, errors included. */
function everything(open: () => PdfFile): unknown {
  return outcome(() => {
    const { revisions, findings, trailingBytes, current, encrypted, version, headerOffset, length } = open();
    const objects = current.objectNumbers().map((number) => outcome(() => {
      const object = current.object(number);
      return { object, data: object?.value.kind === 'stream' ? outcome(() => [...current.streamData(object.value as never)]) : undefined };
    }));
    const trees = [outcome(() => current.pages()), outcome(() => formFields(current))];
    const sections = revisions.map((revision) => ({ ...revision, entries: [...revision.entries] }));
    return { sections, findings, trailingBytes, encrypted, version, headerOffset, length, objects, trees };
  });
}

function outcome(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (error instanceof PdfError) return { code: error.code, place: error.place };
    throw error;
  }
}

describe('a file that is read piece by piece is the same file', () => {
  test.each(['table', 'stream', 'hybrid'] as const)('%s', (kind) => {
    const bytes = simplePdf(kind);
    for (const pageBytes of [1, 3, 16, 100, 100_000]) {
      expect(everything(() => openPdf(source(bytes, pageBytes)))).toEqual(everything(() => openPdf(bytes)));
    }
  });

  test('also when it is broken', () => {
    fc.assert(
      fc.property(randomPdf, mutated, fc.integer({ min: 1, max: 40 }), ({ bytes }, mutate: Mutation, pageBytes) => {
        const broken = mutate(bytes);
        expect(everything(() => openPdf(source(broken, pageBytes)))).toEqual(everything(() => openPdf(broken)));
      }),
      { numRuns: 150 },
    );
  });

  test('an update of it is the same update', () => {
    const bytes = simplePdf('stream');
    const [one, other] = [openPdf(bytes), openPdf(source(bytes, 8))].map((file) => {
      const update = beginUpdate(file);
      update.patchDictionary({ kind: 'reference', objectNumber: 4, generation: 0 }, { Marked: name('Yes') });
      return update.finish().update;
    });
    expect(one).toEqual(other);
  });
});

test('a-stream-of-20-MB-is-stepped-over', () => {
  const builder = new PdfBuilder().revision({ kind: 'table', objects: { ...onePage, 5: { entries: '', data: 'x'.repeat(20_000_000) } } });
  const bytes = builder.revision({ kind: 'table', objects: { 6: '<< /Newer true >>' } }).bytes();
  const given = source(bytes, 4096);
  const view = openPdf(given).current;
  expect(view.pages()).toHaveLength(1);
  expect(view.object(5)?.value.kind).toBe('stream');
  expect(view.object(6)?.value.kind).toBe('dictionary');
  expect(given.given()).toBeLessThan(200_000);
});

test('startxref is found before any number of trailing bytes, also across the edge of a window', () => {
  const bytes = simplePdf();
  for (const trailing of [0, 1, 65_000, 65_530, 65_536, 65_540, 131_065, 131_072, 300_000]) {
    const whole = Buffer.concat([bytes, Buffer.alloc(trailing, 0x78)]);
    expect(openPdf(source(whole, 4096)).revisions).toEqual(openPdf(whole).revisions);
  }
  expect(outcome(() => openPdf(source(Buffer.from('%PDF-1.7\n'.padEnd(200_000, 'x')), 64)))).toMatchObject({ code: 'truncated' });
});

test('what the source throws is thrown, not swallowed', () => {
  const failing: ByteSource = { length: 1000, read: () => { throw new RangeError('disk'); } };
  expect(() => openPdf(failing)).toThrow(RangeError);
});
