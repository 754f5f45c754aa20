import fc from 'fast-check';
import { openPdf, PdfError, type PdfView } from '#pdf/read';
import { PdfBuilder, type Body } from '../testing/pdf-builder.js';

/** A tree in which everything that can stand in an object of its own does. */
const base: Readonly<Record<number, Body>> = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids 8 0 R /MediaBox 10 0 R /Resources 9 0 R >>',
  3: '<< /Type /Page >>',
  5: '<< /Type /Pages /Kids [3 0 R 7 0 R] /Rotate 90 >>',
  6: '<< /Type /Page /UserUnit 13 0 R >>',
  7: '<< /Type /Page /CropBox [1 1 9 9] >>',
  8: '[5 0 R 6 0 R]',
  9: '<< /A 1 >>',
  10: '[0 0 100 200]',
  11: '<< /Type /Catalog /Pages 5 0 R >>',
  13: '2',
  20: '(nothing of the tree)',
};

/** Rewritten in one way or another, honest or not. */
const rewritten: readonly (readonly [number, string])[] = [
  [20, '(still nothing of the tree)'], [21, '<< /Type /Page >>'], [3, '<< /Type /Page /Rotate 180 >>'], [3, '<< /Type /Page /MediaBox [0 0 5 5] >>'],
  [5, '<< /Type /Pages /Kids [7 0 R 3 0 R] >>'], [5, '<< /Type /Pages /Kids [7 0 R 7 0 R] >>'], [5, '<< /Type /Pages /Kids [3 0 R] /MediaBox [0 0 7 7] >>'], [8, '[6 0 R 5 0 R]'], [8, '[6 0 R 21 0 R]'],
  [9, '<< /B 2 >>'], [10, '[0 0 300 400]'], [10, '(no box)'], [13, '3'], [2, '<< /Type /Pages /Kids [6 0 R] /MediaBox [0 0 1 1] >>'], [1, '<< /Type /Catalog /Pages 5 0 R >>'],
];

interface Plan {
  readonly kind: 'table' | 'stream';
  readonly updates: readonly { readonly touched: readonly (readonly [number, string])[]; readonly freed?: number; readonly otherRoot: boolean }[];
  readonly order: readonly number[];
}

function build({ kind, updates }: Plan): Uint8Array {
  const packed = (objects: Readonly<Record<number, Body>>) => (kind === 'stream' ? { compressed: Object.keys(objects).map(Number) } : {});
  const builder = new PdfBuilder().revision({ kind, objects: base, ...packed(base) });
  for (const { touched, freed, otherRoot } of updates) {
    const objects = Object.fromEntries(touched);
    const free = freed === undefined || freed in objects ? {} : { freed: [freed] };
    builder.revision({ kind, objects, ...packed(objects), ...free, ...(otherRoot ? { trailer: '/Root 11 0 R' } : {}) });
  }
  return builder.bytes();
}

function told(view: PdfView): unknown {
  try {
    return view.pages().map(({ reference, mediaBox, cropBox, rotate, userUnit, resources }) => [reference.objectNumber, mediaBox, cropBox, rotate, userUnit, [...(resources?.entries.keys() ?? [])]]);
  } catch (error) {
    if (error instanceof PdfError) return error.code;
    throw error;
  }
}

const update = fc.record({
  touched: fc.uniqueArray(fc.constantFrom(...rewritten), { minLength: 1, maxLength: 3, selector: ([objectNumber]) => objectNumber }),
  freed: fc.option(fc.constantFrom(3, 5, 7, 9, 20), { nil: undefined, freq: 8 }),
  otherRoot: fc.boolean(),
});
const plans: fc.Arbitrary<Plan> = fc.array(update, { minLength: 1, maxLength: 6 }).chain((updates) => fc.record({
  kind: fc.constantFrom<Plan['kind'][]>('table', 'stream'),
  updates: fc.constant(updates.map(({ freed, ...rest }) => (freed === undefined ? rest : { ...rest, freed }))),
  order: fc.shuffledSubarray([...updates.map((_, i) => i + 1), 0], { minLength: updates.length + 1 }),
}));

test('the pages of every revision, asked for in any order, are those of a reader that looks at nothing else', () => {
  fc.assert(fc.property(plans, (plan) => {
    const bytes = build(plan);
    const document = openPdf(bytes);
    for (const revision of plan.order) expect(told(document.at(revision))).toEqual(told(openPdf(bytes).at(revision)));
  }), { numRuns: 400 });
});

test('a tree that no update touches is read once; the revision that touches a page of it has its own', () => {
  const plan: Plan = { kind: 'table', order: [], updates: [[20, '(a)'], [20, '(b)'], [3, '<< /Type /Page /Rotate 180 >>'], [20, '(c)']].map((touched) => ({ touched: [touched as [number, string]], otherRoot: false })) };
  const document = openPdf(build(plan));
  const pages = [0, 1, 2, 3, 4].map((revision) => document.at(revision).pages());
  expect([pages[1] === pages[0], pages[2] === pages[0], pages[3] === pages[0], pages[4] === pages[3]]).toEqual([true, true, false, true]);
  expect(pages.map((each) => each[0]?.rotate)).toEqual([90, 90, 90, 180, 180]);
});

test('the length of a stream that the tree looks at may not change under it', () => {
  const bytes = new PdfBuilder()
    .revision({ kind: 'table', objects: { ...base, 6: '<< /Type /Page /UserUnit 14 0 R >>', 14: '<< /Length 15 0 R >>\nstream\nabc\nendstream', 15: '3' } })
    .revision({ kind: 'table', objects: { 15: '2' } })
    .bytes();
  const document = openPdf(bytes);
  expect(told(document.at(0))).toHaveLength(3);
  expect(told(document.at(1))).toBe('object-redefined');
});
