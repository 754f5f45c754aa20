import { formFields, openPdf, type PdfValue } from '#pdf/read';
import { array, beginUpdate, dict, name, text, type IncrementalUpdate } from '#pdf/write';
import { errorCode } from '../testing/expect-code.js';
import { onePage, PdfBuilder, type Body } from '../testing/pdf-builder.js';

function apply(objects: Record<number, Body>, change: (update: IncrementalUpdate) => void) {
  const bytes = new PdfBuilder().revision({ kind: 'table', objects: { ...onePage, ...objects } }).bytes();
  const update = beginUpdate(openPdf(bytes));
  change(update);
  const document = openPdf(Buffer.concat([bytes, update.finish().update]));
  return { document, view: document.current, touched: [...(document.revisions[1]?.entries.keys() ?? [])].filter((number) => number > 0) };
}
const references = (value: PdfValue | undefined) =>
  value?.kind === 'array' ? value.items.map((item) => (item.kind === 'reference' ? item.objectNumber : item.kind)) : value?.kind;
const newPage = (update: IncrementalUpdate) => update.add(dict({ Type: name('Page'), MediaBox: array([0, 0, 100, 100]) }));

describe('appendPages', () => {
  test('touches the root of the page tree and nothing else of the document', () => {
    const { view, touched } = apply({}, (update) => update.appendPages([newPage(update), newPage(update)]));
    expect(touched).toEqual([2, 5, 6]);
    expect(view.pages().map(({ reference }) => reference.objectNumber)).toEqual([3, 5, 6]);
    expect(view.catalog.get('Pages')).toMatchObject({ objectNumber: 2 });
    const root = view.object(2)?.value;
    expect(root?.kind === 'dictionary' && [root.get('Count'), root.get('MediaBox')]).toMatchObject([{ value: 3 }, { kind: 'array' }]);
  });

  test('keeps an indirect /Kids indirect', () => {
    const objects = { 2: '<< /Type /Pages /Kids 9 0 R /Count 1 /MediaBox [0 0 9 9] >>', 9: '[3 0 R]' };
    const { view, touched } = apply(objects, (update) => update.appendPages([newPage(update)]));
    expect(touched).toEqual([2, 9, 10]);
    expect(view.pages()).toHaveLength(2);
    const root = view.object(2)?.value;
    expect(root?.kind === 'dictionary' && root.get('Kids')?.kind).toBe('reference');
  });

  test('lets the new page inherit nothing from the root', () => {
    const objects = { 2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 9 9] /CropBox [1 1 2 2] /Rotate 90 /Resources << /A 1 >> >>' };
    const { view } = apply(objects, (update) => update.appendPages([newPage(update)]));
    const page = view.pages()[1];
    expect([page?.rotate, page?.cropBox.right, page?.resources?.entries.size]).toEqual([0, 100, 0]);
  });

  test('can be called twice in one update', () => {
    const { view } = apply({}, (update) => {
      update.appendPages([newPage(update)]);
      update.appendPages([newPage(update)]);
      update.appendPages([]);
    });
    expect(view.pages()).toHaveLength(3);
  });

  test.each<[string, Record<number, Body>]>([
    ['no kids', { 2: '<< /Type /Pages /Count 0 >>' }],
    ['no count', { 2: '<< /Type /Pages /Kids [3 0 R] >>' }],
    ['negative count', { 2: '<< /Type /Pages /Kids [3 0 R] /Count -1 >>' }],
    ['tree written into the catalog', { 1: '<< /Type /Catalog /Pages << /Kids [3 0 R] /Count 1 >> >>' }],
  ])('refuses a malformed root: %s', (_, objects) => {
    expect(errorCode(() => apply(objects, (update) => update.appendPages([newPage(update)])))).toBe('malformed-page-tree');
  });

  test('refuses a page without a media box', () => {
    expect(errorCode(() => apply({}, (update) => update.appendPages([update.add(dict({ Type: name('Page') }))])))).toBe('invalid-value');
  });
});

describe('addFields', () => {
  const addField = (update: IncrementalUpdate) => update.addFields([update.add(dict({ FT: name('Sig'), T: text('new') }))]);
  const catalog = (form: string) => `<< /Type /Catalog /Pages 2 0 R /AcroForm ${form} >>`;

  test.each<[string, Record<number, Body>, number[]]>([
    ['there is no form', {}, [1, 5, 6]],
    ['the form is in the catalog', { 1: catalog('<< /Fields [4 0 R] /DR << >> >>'), 4: '<< /T (old) /FT /Tx >>' }, [1, 5]],
    ['the form is an object', { 1: catalog('5 0 R'), 4: '<< /T (old) >>', 5: '<< /Fields [4 0 R] /DR << >> >>' }, [5, 6]],
    ['its fields are an object, its flags set', { 1: catalog('5 0 R'), 4: '<< /T (old) >>', 5: '<< /Fields 6 0 R /SigFlags 3 /DR << >> >>', 6: '[4 0 R]' }, [6, 7]],
    ['its fields are an object, its flags not set', { 1: catalog('5 0 R'), 4: '<< /T (old) >>', 5: '<< /Fields 6 0 R /DR << >> >>', 6: '[4 0 R]' }, [5, 6, 7]],
  ])('where %s', (_, objects, expectedTouched) => {
    const { view, touched } = apply(objects, addField);
    expect(touched).toEqual(expectedTouched);
    const form = view.get(view.catalog, 'AcroForm');
    if (form?.kind !== 'dictionary') throw new Error('no form');
    const isNew = objects[1] === undefined;
    expect(formFields(view).map(({ name: fieldName }) => fieldName)).toEqual(isNew ? ['new'] : ['old', 'new']);
    expect(view.get(form, 'SigFlags')).toMatchObject({ value: 3 });
    expect(form.get('DR')?.kind).toBe(isNew ? undefined : 'dictionary');
    expect(view.catalog.get('AcroForm')?.kind).toBe(expectedTouched[0] === 1 && !isNew ? 'dictionary' : 'reference');
  });

  test('refuses a malformed form', () => {
    expect(errorCode(() => apply({ 1: catalog('(x)') }, addField))).toBe('malformed-field-tree');
    expect(errorCode(() => apply({ 1: catalog('<< /Fields (x) >>') }, addField))).toBe('malformed-field-tree');
  });
});

describe('addAnnotations', () => {
  const three = { kind: 'reference', objectNumber: 3, generation: 0 } as const;
  const add = (update: IncrementalUpdate) => update.addAnnotations(three, [update.add(dict({ Subtype: name('Widget') }))]);
  const page = (annotations: string) => `<< /Type /Page /Parent 2 0 R /Annots ${annotations} >>`;

  test.each<[string, Record<number, Body>, number[], unknown[]]>([
    ['none yet', {}, [3, 5], [5]],
    ['a direct array', { 3: page('[4 0 R]') }, [3, 5], [4, 5]],
    ['an indirect array, which stays indirect', { 3: page('5 0 R'), 5: '[4 0 R]' }, [5, 6], [4, 6]],
    ['an indirect null', { 3: page('5 0 R'), 5: 'null' }, [3, 6], [6]],
  ])('%s', (_, objects, expectedTouched, expected) => {
    const { view, touched } = apply(objects, add);
    const [first] = view.pages();
    if (first === undefined) throw new Error('no page');
    expect(touched).toEqual(expectedTouched);
    expect(references(view.get(first.dictionary, 'Annots'))).toEqual(expected);
  });
});
