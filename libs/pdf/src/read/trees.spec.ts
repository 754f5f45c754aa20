import { formFields, openPdf, signatureFields, type PdfView } from '#pdf/read';
import { errorCode } from '../testing/expect-code.js';
import { onePage, PdfBuilder, type Body } from '../testing/pdf-builder.js';

const view = (objects: Record<number, Body>): PdfView =>
  openPdf(new PdfBuilder().revision({ kind: 'table', objects: { ...onePage, ...objects } }).bytes()).current;
const pagesCode = (objects: Record<number, Body>) => errorCode(() => view(objects).pages());

describe('the page tree', () => {
  test('hands down media box, crop box, rotation and resources; the nearest wins', () => {
    const pages = view({
      2: '<< /Type /Pages /Kids [5 0 R 3 0 R] /Count 3 /MediaBox [100 200 0 0] /Rotate 450 /Resources << /A 1 >> >>',
      3: '<< /Type /Page /Parent 2 0 R /UserUnit 2 >>',
      5: '<< /Type /Pages /Parent 2 0 R /Kids [6 0 R 7 0 R] /Count 2 /Rotate -90 /CropBox [1 1 9 9] >>',
      6: '<< /Type /Page /Parent 5 0 R /Rotate 0 /Resources << >> >>',
      7: '<< /Type /Page /Parent 5 0 R >>',
    }).pages();
    expect(pages.map(({ index, reference, rotate, userUnit }) => [index, reference.objectNumber, rotate, userUnit])).toEqual([
      [0, 6, 0, 1],
      [1, 7, 270, 1],
      [2, 3, 90, 2],
    ]);
    expect(pages[0]?.mediaBox).toEqual({ left: 0, bottom: 0, right: 100, top: 200 });
    expect(pages[1]?.cropBox).toEqual({ left: 1, bottom: 1, right: 9, top: 9 });
    expect(pages[2]?.cropBox).toEqual(pages[2]?.mediaBox);
    expect([pages[0]?.resources?.entries.size, pages[1]?.resources?.entries.size]).toEqual([0, 1]);
  });

  test.each<[string, Record<number, Body>, string]>([
    ['circular-tree', { 5: '<< /Type /Pages /Kids [2 0 R] >>', 2: '<< /Type /Pages /Kids [5 0 R] >>' }, 'circular-page-tree'],
    ['page-listed-twice', { 2: '<< /Type /Pages /Kids [3 0 R 3 0 R] /MediaBox [0 0 1 1] >>' }, 'circular-page-tree'],
    ['page written into /Kids', { 2: '<< /Type /Pages /Kids [<< /Type /Page >>] >>' }, 'malformed-page-tree'],
    ['kid that is missing', { 2: '<< /Type /Pages /Kids [99 0 R] >>' }, 'malformed-page-tree'],
    ['kid that is something else', { 2: '<< /Type /Pages /Kids [4 0 R] >>' }, 'malformed-page-tree'],
    ['node without kids', { 2: '<< /Type /Pages >>' }, 'malformed-page-tree'],
    ['root that is a page', { 1: '<< /Type /Catalog /Pages 3 0 R >>' }, 'malformed-page-tree'],
    ['no root', { 1: '<< /Type /Catalog >>' }, 'malformed-page-tree'],
    ['no media box', { 2: '<< /Type /Pages /Kids [3 0 R] >>' }, 'malformed-page-tree'],
    ['media box that is no rectangle', { 2: '<< /Type /Pages /Kids [3 0 R] /MediaBox [0 0 (x) 1] >>' }, 'malformed-page-tree'],
    ['catalog that is no dictionary', { 1: '[]' }, 'no-catalog'],
  ])('%s', (_, objects, code) => {
    expect(pagesCode(objects)).toBe(code);
  });

  test('deep-tree-bomb', () => {
    const objects: Record<number, Body> = { 2: '<< /Type /Pages /Kids [10 0 R] >>' };
    for (let i = 10; i < 150; i++) objects[i] = `<< /Type /Pages /Kids [${i + 1} 0 R] >>`;
    expect(pagesCode(objects)).toBe('limit-exceeded');
  });

  test('no pages is no error: that is for the caller to refuse', () => {
    expect(view({ 2: '<< /Type /Pages /Kids [] /Count 0 >>' }).pages()).toEqual([]);
  });
});

describe('the field tree', () => {
  const form = (fields: string) => ({ 1: `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields ${fields} >> >>` });
  const signature = '<< /Type /Sig /Contents <00> >>';

  test('names are joined, type, flags and value handed down, widgets kept apart from fields', () => {
    const fields = formFields(
      view({
        ...form('[10 0 R 13 0 R]'),
        10: '<< /T (a) /FT /Tx /Ff 3 /V (x) /Kids [11 0 R 12 0 R] >>',
        11: '<< /T (b) >>',
        12: '<< /T (c) /FT /Sig /Ff 0 /V null /Kids [14 0 R] >>',
        13: '<< /T (d) /FT /Sig /Rect [3 4 1 2] >>',
        14: '<< /Subtype /Widget /Rect [0 0 5 5] >>',
      }),
    );
    expect(fields.map(({ name, fieldType, flags, value, widgets }) => [name, fieldType, flags, value?.kind, widgets.length])).toEqual([
      ['a.b', 'Tx', 3, 'string', 1],
      ['a.c', 'Sig', 0, 'string', 1],
      ['d', 'Sig', 0, undefined, 1],
    ]);
    expect(fields[1]?.widgets[0]?.reference?.objectNumber).toBe(14);
    expect(fields[2]?.widgets[0]?.rect).toEqual({ left: 1, bottom: 2, right: 3, top: 4 });
  });

  test('signature fields say where their value is and on which page they are', () => {
    const current = view({
      ...form('[10 0 R 11 0 R 12 0 R]'),
      3: '<< /Type /Page /Parent 2 0 R /Annots [11 0 R] >>',
      10: '<< /T (signed) /FT /Sig /V 20 0 R /P 3 0 R /Rect [0 0 0 0] >>',
      11: `<< /T (inline) /FT /Sig /V ${signature} >>`,
      12: '<< /T (nowhere) /FT /Sig /V 99 0 R >>',
      20: signature,
    });
    const [signed, inline, nowhere] = signatureFields(current);
    expect([signed?.valueReference?.objectNumber, signed?.value?.get('Contents')?.kind]).toEqual([20, 'string']);
    expect([inline?.valueReference, inline?.value?.entries.size]).toEqual([undefined, 2]);
    expect([nowhere?.valueReference, nowhere?.value]).toEqual([undefined, undefined]);
    expect([signed?.page?.index, inline?.page?.index, nowhere?.page]).toEqual([0, 0, undefined]);
  });

  test.each<[string, Record<number, Body>, string | undefined]>([
    ['circular-tree', { ...form('[10 0 R]'), 10: '<< /T (a) /Kids [11 0 R] >>', 11: '<< /T (b) /Kids [10 0 R] >>' }, 'circular-field-tree'],
    ['field-listed-twice', { ...form('[10 0 R 10 0 R]'), 10: '<< /T (a) >>' }, 'circular-field-tree'],
    ['widget-of-itself', { ...form('[10 0 R]'), 10: '<< /FT /Tx /Kids [10 0 R] >>' }, 'circular-field-tree'],
    ['fields that are no array', form('(x)'), 'malformed-field-tree'],
    ['a field that is no dictionary', form('[5]'), 'malformed-field-tree'],
    ['kids that are no array', { ...form('[10 0 R]'), 10: '<< /T (a) /Kids 5 >>' }, 'malformed-field-tree'],
    ['no fields', form('null'), undefined],
  ])('%s', (_, objects, code) => {
    expect(errorCode(() => formFields(view(objects)))).toBe(code);
  });

  test('no form, no fields', () => {
    expect(formFields(view({}))).toEqual([]);
  });
});
