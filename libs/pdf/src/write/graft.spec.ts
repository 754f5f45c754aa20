import { openPdf, type PdfStream } from '#pdf/read';
import { beginUpdate, type IncrementalUpdate } from '#pdf/write';
import { errorCode } from '../testing/expect-code.js';
import { onePage, PdfBuilder, simplePdf, type Body } from '../testing/pdf-builder.js';

const source = (objects: Record<number, Body>, compressed: number[] = []) =>
  openPdf(new PdfBuilder().revision({ kind: compressed.length > 0 ? 'stream' : 'table', objects: { ...onePage, ...objects }, compressed }).bytes());

function grafted(change: (update: IncrementalUpdate) => void) {
  const bytes = simplePdf();
  const update = beginUpdate(openPdf(bytes));
  change(update);
  return openPdf(Buffer.concat([bytes, update.finish().update]));
}

test('a page comes with everything it refers to, under numbers of this document', () => {
  const from = source(
    {
      2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 300] /Rotate 90 /Resources 7 0 R >>',
      3: '<< /Type /Page /Parent 2 0 R /Contents [4 0 R] /StructParents 3 /B [9 0 R] >>',
      7: '<< /Font << /F1 8 0 R >> >>',
      8: '<< /Type /Font /Self 8 0 R >>',
    },
    [2, 3, 7],
  );
  const document = grafted((update) => update.appendPages(update.graftPages(from, [0])));
  const [, page] = document.current.pages();
  expect([page?.mediaBox.right, page?.rotate]).toEqual([200, 90]);
  expect([...(page?.dictionary.entries.keys() ?? [])].sort()).toEqual(['Contents', 'MediaBox', 'Parent', 'Resources', 'Rotate', 'Type']);
  const contents = page?.dictionary.get('Contents');
  const stream = contents?.kind === 'array' && contents.items[0] ? (document.current.resolve(contents.items[0]) as PdfStream) : undefined;
  expect(stream && Buffer.from(document.current.streamData(stream)).toString()).toContain('Protokoll');
  // page, content, font: what was read twice is written once, and nothing foreign is left.
  expect(document.current.objectNumbers()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  for (const number of document.current.objectNumbers()) expect(errorCode(() => document.current.object(number))).toBeUndefined();
});

test('what pages share is copied once, over several calls too', () => {
  const from = source({
    2: '<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 /MediaBox [0 0 9 9] >>',
    5: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>',
  });
  const document = grafted((update) => {
    const first = update.graftPages(from, [0]);
    const second = update.graftPages(from, [1]);
    expect(update.graftPages(from, [0])).toEqual(first);
    update.appendPages([...first, ...second]);
  });
  const contents = document.current.pages().slice(1).map(({ dictionary }) => dictionary.get('Contents'));
  expect(contents[0]).toMatchObject({ kind: 'reference' });
  expect(contents[1]).toMatchObject({ objectNumber: contents[0]?.kind === 'reference' ? contents[0].objectNumber : -1 });
});

test('no-link-to-a-foreign-page-tree: links to grafted pages follow, links to others end', () => {
  const from = source({
    2: '<< /Type /Pages /Kids [3 0 R 5 0 R 6 0 R] /Count 3 /MediaBox [0 0 9 9] >>',
    3: '<< /Type /Page /Parent 2 0 R /Annots [7 0 R 8 0 R << /Subtype /Widget >>] >>',
    5: '<< /Type /Page /Parent 2 0 R >>',
    6: '<< /Type /Page /Parent 2 0 R >>',
    7: '<< /Subtype /Link /P 3 0 R /A [5 0 R 6 0 R 2 0 R] /StructParent 4 >>',
    8: '<< /Subtype /Widget /Parent 9 0 R >>',
    9: '<< /T (field) >>',
  });
  const document = grafted((update) => update.appendPages(update.graftPages(from, [0, 1])));
  const [, first, second] = document.current.pages();
  const annotations = first && document.current.get(first.dictionary, 'Annots');
  if (annotations?.kind !== 'array' || first === undefined) throw new Error('no annotations');
  expect(annotations.items).toHaveLength(1);
  const link = annotations.items[0] && document.current.resolve(annotations.items[0]);
  if (link?.kind !== 'dictionary') throw new Error('no link');
  expect(link.get('P')).toMatchObject({ objectNumber: first.reference.objectNumber });
  expect(link.get('StructParent')).toBeUndefined();
  expect(link.get('A')).toMatchObject({ items: [{ objectNumber: second?.reference.objectNumber }, { kind: 'null' }, { kind: 'null' }] });
});

test('any object can be copied, and shares with the pages', () => {
  const from = source({ 7: '<< /Uses 4 0 R >>' });
  const document = grafted((update) => {
    update.appendPages(update.graftPages(from, [0]));
    const copy = update.graft(from, { kind: 'reference', objectNumber: 7, generation: 0 });
    update.setCatalogEntry('Copy', copy);
  });
  const copy = document.current.get(document.current.catalog, 'Copy');
  const page = document.current.pages()[1];
  expect(copy?.kind === 'dictionary' && copy.get('Uses')).toMatchObject({ kind: 'reference' });
  const used = copy?.kind === 'dictionary' ? copy.get('Uses') : undefined;
  expect(page?.dictionary.get('Contents')).toMatchObject({ objectNumber: used?.kind === 'reference' ? used.objectNumber : -1 });
});

test('filters and their parameters come along, data as it is', () => {
  const from = source({ 4: { entries: '/Filter /ASCIIHexDecode /DecodeParms 7 0 R', data: '68656A>' }, 7: 'null' });
  const document = grafted((update) => update.appendPages(update.graftPages(from, [0])));
  const page = document.current.pages()[1];
  const stream = page && document.current.get(page.dictionary, 'Contents');
  expect(stream?.kind === 'stream' && Buffer.from(document.current.streamData(stream)).toString()).toBe('hej');
});

test('refusals: no such page, no such object, encrypted source', () => {
  const update = beginUpdate(openPdf(simplePdf()));
  const from = openPdf(simplePdf());
  expect(errorCode(() => update.graftPages(from, [1]))).toBe('unknown-object');
  expect(errorCode(() => update.graft(from, { kind: 'reference', objectNumber: 77, generation: 0 }))).toBe('unknown-object');
  expect(errorCode(() => update.graft(from, { kind: 'reference', objectNumber: 2, generation: 0 }))).toBe('unknown-object');
  expect(errorCode(() => update.graftPages(openPdf(simplePdf('table', { trailer: '/Encrypt << >>' })), [0]))).toBe('encrypted');
});
