import { inspectForSigning, type WarningCode } from '#pades';
import { rawPage, rawPdf, type RawObjects, type RawOptions } from '../testing/raw-pdf.js';
import { warnings } from './notices.js';

const warned = (objects: RawObjects, options?: RawOptions): readonly string[] => {
  const { refusals, warnings: found } = inspectForSigning(rawPdf(objects, options));
  expect(refusals.map(({ code, detail }) => `${code} ${detail ?? ''}`)).toEqual([]);
  return found.map(({ code }) => code);
};

const annotation = (entries: string, more: RawObjects = {}): RawObjects => rawPage({ 6: `<< /Type /Annot /Rect [50 50 150 90] ${entries} >>`, ...more }, { page: '/Annots [6 0 R]' });
const field = (entries: string, more: RawObjects = {}, form = ''): RawObjects =>
  rawPage({ 6: `<< /Type /Annot /Subtype /Widget /Rect [50 50 150 90] /P 3 0 R /T (f) ${entries} >>`, ...more }, { page: '/Annots [6 0 R]', catalog: `/AcroForm << /Fields [6 0 R] ${form} >>` });
const box = (text: string): RawObjects => ({ 7: { entries: '/Type /XObject /Subtype /Form /BBox [0 0 100 40] /Resources << /Font << /F1 5 0 R >> >>', data: `/Tx BMC q BT /F1 9 Tf 2 2 Td (${text}) Tj ET Q EMC` } });
const unicodeFont = { 8: { entries: '', data: '1 beginbfrange <01> <1A> <0041> endbfrange' } } as const;

const latinField = (shown: string): RawObjects => ({
  ...field('/FT /Tx /V <FEFF00C4> /AP << /N 7 0 R >>', box(shown)), 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
});

/** Each warning with a file that earns it and one, as alike as can be, that does not. */
const cases: readonly (readonly [WarningCode, string, RawObjects, RawObjects, RawOptions?, RawOptions?])[] = [
  ['javascript', 'a script in the name tree', rawPage({ 6: '<< /Names [(a) << /S /JavaScript /JS (1) >>] >>' }, { catalog: '/Names << /JavaScript 6 0 R >>' }), rawPage({ 6: '<< /Names [(a) [3 0 R /Fit]] >>' }, { catalog: '/Names << /Dests 6 0 R >>' })],
  ['javascript', 'a script behind a link', annotation('/Subtype /Link /A << /S /JavaScript /JS (1) >>'), annotation('/Subtype /Link /A << /S /URI /URI (https://exempel.example) >>')],
  ['actions', 'a program started on opening', rawPage({}, { catalog: '/OpenAction << /S /Launch /F (x) >>' }), rawPage({}, { catalog: '/OpenAction << /S /GoTo /D [3 0 R /Fit] >>' })],
  ['actions', 'something after going to a page on opening', rawPage({}, { catalog: '/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /Named /N /Print >> >>' }), rawPage({}, { catalog: '/OpenAction [3 0 R /Fit]' })],
  ['actions', 'an additional action of a page', rawPage({}, { page: '/AA << /O << /S /Named /N /Print >> >>' }), rawPage({}, { page: '/AA << >>' })],
  ['actions', 'a form sent away', annotation('/Subtype /Link /A << /S /SubmitForm /F (https://exempel.example) >>'), annotation('/Subtype /Link /A << /S /URI /URI (https://exempel.example) >>')],
  ['actions', 'a link into another file, two steps on', annotation('/Subtype /Link /A << /S /URI /URI (x) /Next [<< /S /GoToR /F (b.pdf) /D [0 /Fit] >>] >>'), annotation('/Subtype /Link /A << /S /URI /URI (x) /Next [<< /S /GoTo /D [3 0 R /Fit] >>] >>')],
  ['multimedia', 'a film', annotation('/Subtype /Screen'), annotation('/Subtype /Square')],
  ['optional-content', 'a layer', rawPage({}, { catalog: '/OCProperties << /OCGs [] /D << >> >>' }), rawPage()],
  ['optional-content', 'a layer that only an image names', rawPage({ 6: { entries: '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /OC << /Type /OCG /Name (x) >>', data: '0' } }, { page: '/Group 6 0 R' }), rawPage({ 6: { entries: '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray', data: '0' } }, { page: '/Group 6 0 R' })],
  ['external-references', 'an image that lies in another file', rawPage({ 6: { entries: '/Subtype /Image /F (https://exempel.example/a.png)', data: '' } }, { page: '/Group 6 0 R' }), rawPage({ 6: { entries: '/Subtype /Image', data: '' } }, { page: '/Group 6 0 R' })],
  ['external-references', 'a font program that lies on the web', rawPage({ 6: '<< /Type /FontDescriptor /FontName /X /FontFile2 7 0 R >>', 7: { entries: '/F << /FS /URL /F (https://exempel.example/x.ttf) >>', data: '' } }, { font: '/FontDescriptor 6 0 R' }), rawPage({ 6: '<< /Type /FontDescriptor /FontName /X /FontFile2 7 0 R >>', 7: { entries: '/Length1 0', data: '' } }, { font: '/FontDescriptor 6 0 R' })],
  ['external-references', 'a page of another file shown in this one', rawPage({ 6: { entries: '/Subtype /Form /BBox [0 0 1 1] /Ref << /F (b.pdf) /Page 0 >>', data: '' } }, { page: '/Group 6 0 R' }), rawPage({ 6: { entries: '/Subtype /Form /BBox [0 0 1 1]', data: '' } }, { page: '/Group 6 0 R' })],
  ['embedded-files', 'an attachment', annotation('/Subtype /FileAttachment /FS << /Type /Filespec /F (a.txt) /EF << /F 7 0 R >> >>', { 7: { entries: '/Type /EmbeddedFile', data: 'x' } }), annotation('/Subtype /Square')],
  ['form-fields', 'a text field', field('/FT /Tx'), rawPage({}, { catalog: '/AcroForm << /Fields [] >>' })],
  ['stray-fields', 'a box that no form lists', annotation('/Subtype /Widget /FT /Tx /T (f) /V (x)'), field('/FT /Tx')],
  ['fields-contradict-themselves', 'a box that shows another sum', field('/FT /Tx /V (100 kr) /AP << /N 7 0 R >>', box('900 kr')), field('/FT /Tx /V (100 kr) /AP << /N 7 0 R >>', box('100\\040k\\162'))],
  ['fields-contradict-themselves', 'a box that shows what nobody filled in', field('/FT /Tx /AP << /N 7 0 R >>', box('900 kr')), field('/FT /Tx /AP << /N 7 0 R >>', box(''))],
  ['fields-contradict-themselves', 'a box that lies about a value in UTF-16', latinField('A'), latinField('\u00c4')],
  ['fields-contradict-themselves', 'codes that a font gives another meaning', { ...field('/FT /Tx /V (AB) /AP << /N 7 0 R >>', { ...box('\x03\x04'), ...unicodeFont }), ...fontWithMap() }, { ...field('/FT /Tx /V (AB) /AP << /N 7 0 R >>', { ...box('\x01\x02'), ...unicodeFont }), ...fontWithMap() }],
  ['fields-contradict-themselves', 'a choice that shows another option', field('/FT /Ch /V (a) /Opt [[(a) (Ja)] [(b) (Nej)]] /AP << /N 7 0 R >>', box('Nej')), field('/FT /Ch /V (a) /Opt [[(a) (Ja)] [(b) (Nej)]] /AP << /N 7 0 R >>', box('Ja'))],
  ['fields-contradict-themselves', 'a ticked box whose value is off', field('/FT /Btn /AS /Yes /V /Off'), field('/FT /Btn /AS /Yes /V /Yes')],
  ['appearances-drawn-by-reader', 'a form drawn anew by each reader', field('/FT /Tx', {}, '/NeedAppearances true'), field('/FT /Tx', {}, '/NeedAppearances false')],
  ['xfa', 'a static XFA form', rawPage({}, { catalog: '/AcroForm << /Fields [] /XFA [] >>' }), rawPage({}, { catalog: '/AcroForm << /Fields [] >>' })],
  ['empty-signature-fields', 'a visible empty signature field', field('/FT /Sig'), rawPage({ 6: '<< /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /FT /Sig /T (f) >>' }, { catalog: '/AcroForm << /Fields [6 0 R] >>' })],
  ['full-page-overlay', 'a stamp over the whole page', rawPage({ 6: '<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] >>' }, { page: '/Annots [6 0 R]' }), annotation('/Subtype /Stamp')],
  ['full-page-overlay', 'a hidden field over the whole page', rawPage({ 6: '<< /Type /Annot /Subtype /FreeText /F 2 /Rect [600 850 -5 -5] >>' }, { page: '/Annots [6 0 R]' }), rawPage({ 6: '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] >>' }, { page: '/Annots [6 0 R]' })],
  ['full-page-overlay', 'an image painted over the text', paintedPage('BT /F1 12 Tf 50 700 Td (900 kr) Tj ET q 595 0 0 842 0 0 cm /I Do Q'), paintedPage('q 595 0 0 842 0 0 cm /I Do Q BT /F1 12 Tf 50 700 Td (900 kr) Tj ET')],
  ['full-page-overlay', 'white painted over the text', paintedPage('BT /F1 12 Tf 50 700 Td (900 kr) Tj ET 1 g 0 0 595 842 re f'), paintedPage('BT 3 Tr /F1 12 Tf 50 700 Td (900 kr) Tj ET 1 g 0 0 595 842 re f')],
  ['hidden-pages', 'a second page tree in waiting', rawPage({ 6: '<< /Type /Pages /Kids [7 0 R] /Count 1 >>', 7: '<< /Type /Page /Parent 6 0 R /MediaBox [0 0 595 842] >>' }), rawPage()],
  ['unreachable-objects', 'text that no page shows', rawPage({ 6: { entries: '', data: 'BT (900 kr) Tj ET' } }), rawPage({ 6: '42', 7: '<< /Names [ ] >>', 8: 'null' })],
  ['unlisted-objects', 'an object that no cross-reference lists', rawPage(), rawPage(), { unlisted: '9 0 obj\n<< /Type /Page >>\nendobj\n' }, { unlisted: '% 9 0 obj\n' }],
  ['ambiguous-objects', 'a page with two contents', rawPage({}, { page: '/Contents 4 0 R' }), rawPage({}, { page: '/Tabs /S' })],
  ['damaged-objects', 'an image whose length is wrong', rawPage({ 6: '<< /Subtype /Image /Length 9999 >>\nstream\n\nendstream' }, { page: '/Group 6 0 R' }), rawPage({ 6: '<< /Subtype /Image /Length 0 >>\nstream\n\nendstream' }, { page: '/Group 6 0 R' })],
  ['first-xref-has-gaps', 'a number left out of the first cross-reference', rawPage({ 7: '42' }), rawPage({ 7: '42' }), { gaps: [6] }],
];

function paintedPage(data: string): RawObjects {
  const image = { entries: '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray', data: '0' };
  return { ...rawPage(), 3: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /I 6 0 R >> >> >>', 4: { entries: '', data }, 6: image };
}

function fontWithMap(): RawObjects {
  return { 5: '<< /Type /Font /Subtype /TrueType /BaseFont /X /ToUnicode 8 0 R >>' };
}

const named = cases.map(([code, what, guilty, innocent, ...options]) => ({ code, what, guilty, innocent, options }));

test.each(named)('$code: $what', ({ code, guilty, innocent, options: [guiltyOptions, innocentOptions] }) => {
  expect(warned(guilty, guiltyOptions)).toContain(code);
  expect(warned(innocent, innocentOptions)).not.toContain(code);
});

test('what is said names where: object numbers, pages, fields', () => {
  const objects = rawPage({ 6: '<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] >>', 7: { entries: '', data: 'x' } }, { page: '/Annots [6 0 R]' });
  const details = inspectForSigning(rawPdf(objects)).warnings.map(({ code, detail }) => [code, detail]);
  expect(details).toEqual([['full-page-overlay', '1'], ['unreachable-objects', '7']]);
});

test('a file too intricate to look through says so instead of saying nothing', () => {
  const heap = `[${'0 '.repeat(1_000_001)}]`;
  expect(warned(rawPage({ 6: heap }, { page: '/Group 6 0 R' }))).toContain('not-fully-inspected');
});

test('every warning is proven here or named as proven elsewhere', () => {
  const elsewhere: WarningCode[] = ['linearized', 'signature-page-without-signatures', 'existing-signatures', 'not-fully-inspected'];
  expect(new Set([...cases.map(([code]) => code), ...elsewhere])).toEqual(new Set(Object.keys(warnings)));
});
