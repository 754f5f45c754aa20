import fc from 'fast-check';
import { inspectBytes, openPdf, type PdfView } from '#pdf/read';
import { array, beginUpdate, dict, name, text } from '#pdf/write';
import type { Body } from '../testing/pdf-builder.js';
import { randomPdf } from '../testing/random-pdf.js';

/** The object's syntax as it stands in its container; for a stream its data. */
function bodyOf(view: PdfView, bytes: Uint8Array, number: number): string | undefined {
  const object = view.object(number);
  if (object === undefined) return undefined;
  if (object.value.kind === 'stream') return Buffer.from(view.streamData(object.value)).toString('latin1');
  let within = bytes;
  if (object.container !== undefined) {
    const container = view.object(object.container)?.value;
    if (container?.kind !== 'stream') throw new Error('no container');
    within = view.streamData(container);
  }
  return Buffer.from(within.subarray(object.value.span.start, object.value.span.end)).toString('latin1');
}
const asText = (body: Body | undefined) => (typeof body === 'object' ? body.data : body);

test('every object of every revision is read as it was written', () => {
  fc.assert(
    fc.property(randomPdf, ({ bytes, states }) => {
      const document = openPdf(bytes);
      expect(document.revisions).toHaveLength(states.length);
      expect(document.revisions.at(-1)?.end).toBeGreaterThanOrEqual(bytes.length - 2);
      states.forEach((state, revision) => {
        for (const [number, body] of state) expect(bodyOf(document.at(revision), bytes, number)).toBe(asText(body));
      });
    }),
    { numRuns: 200 },
  );
});

test('every byte of every file is accounted for', () => {
  fc.assert(fc.property(randomPdf, ({ bytes }) => expect(inspectBytes(openPdf(bytes))).toEqual([])), { numRuns: 200 });
});

test('an update keeps the prefix, keeps all other objects, and is read back as it was made', () => {
  const changes = fc.record({ catalogEntry: fc.integer(), replaced: fc.subarray([5, 6, 7, 14]), pages: fc.integer({ min: 0, max: 3 }), data: fc.uint8Array() });
  fc.assert(
    fc.property(randomPdf, changes, ({ bytes, states }, { catalogEntry, replaced, pages, data }) => {
      const before = openPdf(bytes);
      const known = replaced.filter((number) => states.at(-1)?.has(number) === true);
      const update = beginUpdate(before);
      update.setCatalogEntry('Entry', catalogEntry);
      for (const objectNumber of known) update.put({ kind: 'reference', objectNumber, generation: 0 }, text(`new ${objectNumber}`));
      const stream = update.addStream({ Å: name('å') }, data, { compress: true });
      update.appendPages(Array.from({ length: pages }, () => update.add(dict({ Type: name('Page'), MediaBox: array([0, 0, 1.5, 2]) }))));
      const { update: appended, startOffset } = update.finish();
      const whole = Buffer.concat([bytes, appended]);
      expect(whole.subarray(0, startOffset).equals(bytes)).toBe(true);
      const after = openPdf(whole);
      // The new line that PF-02 adds counts to the revision before, so compare what a signature there would end at.
      expect(after.revisions.slice(0, -1).map(({ markerEnd }) => markerEnd)).toEqual(before.revisions.map(({ markerEnd }) => markerEnd));
      expect(after.current.catalog.get('Entry')).toMatchObject({ value: catalogEntry });
      expect(after.current.pages()).toHaveLength(pages + 1);
      const value = after.current.object(stream.objectNumber)?.value;
      expect(value?.kind === 'stream' && Buffer.from(after.current.streamData(value)).equals(data)).toBe(true);
      const touched = new Set([1, 2, ...known]);
      for (const [number, body] of states.at(-1) ?? []) {
        const expected = touched.has(number) ? undefined : asText(body);
        if (expected !== undefined) expect(bodyOf(after.current, whole, number)).toBe(expected);
      }
      for (const number of known) expect(bodyOf(after.current, whole, number)).toBe(`(new ${number})`);
      expect(inspectBytes(after)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
