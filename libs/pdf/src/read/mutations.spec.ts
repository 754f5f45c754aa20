import fc from 'fast-check';
import { formFields, inspectBytes, openPdf, PdfError, signatureFields, type PdfDocument } from '#pdf/read';
import { beginUpdate } from '../write/index.js';
import { mutated } from '../testing/mutate.js';
import { randomPdf } from '../testing/random-pdf.js';

/** Everything a caller would do with a file it knows nothing about. Each step may refuse; none may do anything else. */
function useEverything(bytes: Uint8Array): void {
  const document = attempt(() => openPdf(bytes));
  if (document === undefined) return;
  attempt(() => inspectBytes(document));
  for (const revision of document.revisions) useView(document, revision.index);
  attempt(() => {
    const update = beginUpdate(document);
    update.graftPages(document, [0]);
    update.appendPages([]);
    update.addFields([]);
    openPdf(Buffer.concat([bytes, update.finish().update]));
  });
}

function useView(document: PdfDocument, revisionIndex: number): void {
  const view = document.at(revisionIndex);
  attempt(() => view.pages());
  attempt(() => formFields(view));
  attempt(() => signatureFields(view).map(({ page }) => page));
  for (const number of view.objectNumbers()) {
    attempt(() => {
      const value = view.object(number)?.value;
      if (value?.kind === 'stream') view.streamData(value, 2 ** 20);
    });
  }
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}

test('arbitrary mutations never hang and never throw anything but PdfError', () => {
  fc.assert(
    fc.property(randomPdf, mutated, ({ bytes }, mutate) => useEverything(mutate(bytes))),
    { numRuns: 1500 },
  );
});

test('digits changed in place: offsets, lengths, counts and numbers that lie', () => {
  fc.assert(
    fc.property(randomPdf, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0x30, max: 0x39 })), { minLength: 1, maxLength: 12 }), ({ bytes }, changes) => {
      const changed = Buffer.from(bytes);
      const digits = [...changed.keys()].filter((at) => (changed[at] ?? 0) >= 0x30 && (changed[at] ?? 0) <= 0x39);
      for (const [which, digit] of changes) changed[digits[which % digits.length] ?? 0] = digit;
      useEverything(changed);
    }),
    { numRuns: 1500 },
  );
});

test('arbitrary bytes behind a header', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => useEverything(Buffer.concat([Buffer.from('%PDF-1.7\n'), bytes]))));
});
