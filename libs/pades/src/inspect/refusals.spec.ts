import { inspectForSigning, type RefusalCode } from '#pades';
import { rawPage, rawPdf, type RawObjects, type RawOptions } from '../testing/raw-pdf.js';
import { refusals } from './notices.js';

const refused = (bytes: Uint8Array): readonly string[] => inspectForSigning(bytes, { maxBytes: 100_000 }).refusals.map(({ code }) => code);
const fine = rawPdf(rawPage());

/** A signature that is there only in form: what it permits is what is asked about, not whether it is valid. */
const signature = (reference = ''): string => `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> ${reference} >>`;
const transform = (method: string, parameters: string): string => `/Reference [<< /Type /SigRef /TransformMethod /${method} /TransformParams << /Type /TransformParams /V /1.2 ${parameters} >> >>]`;
function signed(value: string, { more = {}, catalog = '', fields = '', lock = '' }: { more?: RawObjects; catalog?: string; fields?: string; lock?: string } = {}): Buffer {
  const own = `<< /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /FT /Sig /T (Sig1) /V 7 0 R ${lock} >>`;
  return rawPdf(rawPage({ 6: own, 7: value, ...more }, { catalog: `/AcroForm << /Fields [6 0 R ${fields}] >> ${catalog}` }));
}
const emptyField = (name: string, flags = ''): RawObjects => ({ 8: `<< /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /FT /Sig /T (${name}) ${flags} >>` });
const certified = (level: number): string => signature(transform('DocMDP', `/P ${level}`));
const xfaStream = (text: string): RawObjects => rawPage({ 6: { entries: '', data: text } }, { catalog: '/AcroForm << /Fields [] /XFA [(config) 6 0 R] >>' });
const raw = (objects: RawObjects, options?: RawOptions): Buffer => rawPdf(objects, options);

/** Each refusal with a file that earns it and one, as alike as can be, that does not. */
const cases: readonly (readonly [code: RefusalCode, what: string, guilty: Uint8Array, innocent: Uint8Array])[] = [
  ['not-a-pdf', 'a letter', Buffer.from('Hej!'), fine],
  ['too-large', 'a file over the limit', Buffer.concat([fine, Buffer.alloc(100_001 - fine.length, '\n')]), Buffer.concat([fine, Buffer.alloc(100_000 - fine.length, '\n')])],
  ['truncated', 'a file without its end', fine.subarray(0, fine.length - 60), fine],
  ['broken-xref', 'a cross-reference that is not where the file says', Buffer.from(fine.toString('latin1').replace(/startxref\n(\d+)/u, (_, at: string) => `startxref\n${Number(at) + 1}`), 'latin1'), fine],
  ['broken-xref', 'something behind the end', Buffer.concat([fine, Buffer.from('9 0 obj\n<< >>\nendobj\n')]), Buffer.concat([fine, Buffer.from('  \n')])],
  ['bytes-before-header', 'a mail header before the PDF', Buffer.concat([Buffer.from('X-Mail: 1\n'), fine]), fine],
  ['encrypted', 'an encrypted file', raw(rawPage({ 6: '<< /Filter /Standard /V 1 /R 2 /O <00> /U <00> /P -4 >>' }), { trailer: '/Encrypt 6 0 R' }), raw(rawPage({ 6: '<< /Filter /Standard >>' }))],
  ['no-pages', 'a file without pages', raw({ ...rawPage(), 2: '<< /Type /Pages /Kids [] /Count 0 >>' }), fine],
  ['circular-tree', 'a page tree that bites its tail', raw({ ...rawPage(), 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' }), fine],
  ['circular-tree', 'a field tree that bites its tail', raw(rawPage({ 6: '<< /T (a) /FT /Tx /Kids [7 0 R] >>', 7: '<< /T (b) /Kids [6 0 R] >>' }, { catalog: '/AcroForm << /Fields [6 0 R] >>' })), raw(rawPage({ 6: '<< /T (a) /FT /Tx /Kids [7 0 R] >>', 7: '<< /T (b) >>' }, { catalog: '/AcroForm << /Fields [6 0 R] >>' }))],
  ['broken-page-tree', 'a page written into its tree', raw({ ...rawPage(), 2: '<< /Type /Pages /Kids [<< /Type /Page /MediaBox [0 0 9 9] >>] /Count 1 >>' }), fine],
  ['broken-fields', 'fields that are no list', raw(rawPage({}, { catalog: '/AcroForm << /Fields 1 >>' })), raw(rawPage({}, { catalog: '/AcroForm << >>' }))],
  ['duplicate-keys', 'a catalog with two page trees', raw(rawPage({}, { catalog: '/Pages 2 0 R' })), fine],
  ['duplicate-keys', 'a form with two lists of fields', raw(rawPage({}, { catalog: '/AcroForm << /Fields [] /Fields [] >>' })), raw(rawPage({}, { catalog: '/AcroForm << /Fields [] >>' }))],
  ['duplicate-keys', 'a trailer with two catalogs', raw(rawPage(), { trailer: '/Root 1 0 R' }), fine],
  ['dynamic-xfa', 'a form that the catalog says is laid out anew', raw(rawPage({}, { catalog: '/NeedsRendering true /AcroForm << /Fields [] /XFA [] >>' })), raw(rawPage({}, { catalog: '/NeedsRendering false /AcroForm << /Fields [] /XFA [] >>' }))],
  ['dynamic-xfa', 'a form whose own configuration says so', raw(xfaStream('<config><dynamicRender>required</dynamicRender></config>')), raw(xfaStream('<config><dynamicRender>forbidden</dynamicRender></config>'))],
  ['certified-no-changes', 'a certification that permits nothing', signed(certified(1), { more: emptyField('a'), fields: '8 0 R' }), signed(certified(2), { more: emptyField('a'), fields: '8 0 R' })],
  ['certified-no-changes', 'a certification that only the catalog names', signed(signature(), { more: { 8: certified(1) }, catalog: '/Perms << /DocMDP 8 0 R >>' }), signed(signature())],
  ['certified-no-changes', 'a lock that lowers what is permitted to nothing', signed(signature(), { lock: '/Lock << /Action /Include /Fields [] /P 1 >>' }), signed(signature(), { lock: '/Lock << /Action /Include /Fields [] >>' })],
  ['certified-no-field', 'a certification without a field for the next', signed(certified(2)), signed(certified(2), { more: emptyField('a'), fields: '8 0 R' })],
  ['locked-fields', 'a certified file whose only empty field is locked', signed(signature(`${transform('DocMDP', '/P 2').slice(0, -1)} ${transform('FieldMDP', '/Action /Include /Fields [(a)]').replace('/Reference [', '')}`), { more: emptyField('a'), fields: '8 0 R' }), signed(signature(`${transform('DocMDP', '/P 2').slice(0, -1)} ${transform('FieldMDP', '/Action /Include /Fields [(b)]').replace('/Reference [', '')}`), { more: emptyField('a'), fields: '8 0 R' })],
  ['locked-fields', 'a signature that locks all fields there are or will be', signed(signature(transform('FieldMDP', '/Action /All'))), signed(signature(transform('FieldMDP', '/Action /Include /Fields [(a)]')))],
  ['locked-fields', 'a certified file whose only empty field is read-only', signed(certified(3), { more: emptyField('a', '/Ff 1'), fields: '8 0 R' }), signed(certified(3), { more: emptyField('a', '/Ff 2'), fields: '8 0 R' })],
  ['unreadable', 'a catalog that is no object', raw({ ...rawPage(), 1: '<< /Type /Catalog /Pages 2 0 R ' }), fine],
];

test.each(cases)('%s: %s', (code, _what, guilty, innocent) => {
  expect(refused(guilty)).toEqual([code]);
  expect(refused(innocent)).toEqual([]);
});

test('every refusal is proven here', () => {
  expect(new Set(cases.map(([code]) => code))).toEqual(new Set(Object.keys(refusals)));
});

test('signed files are counted, and what they leave free is named', () => {
  const inspection = inspectForSigning(signed(signature(transform('FieldMDP', '/Action /Exclude /Fields [(a)]')), { more: { ...emptyField('a'), 9: '<< /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /FT /Sig /T (b) >>' }, fields: '8 0 R 9 0 R' }));
  expect(inspection).toMatchObject({ existingSignatures: 1, emptySignatureFields: ['a', 'b'], usableSignatureFields: ['a'], certified: false, refusals: [] });
  expect(inspection.warnings.map(({ code }) => code)).toContain('existing-signatures');
});
