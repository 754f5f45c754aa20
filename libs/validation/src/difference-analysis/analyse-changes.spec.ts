import { openPdf } from '#pdf/read';
import { appendByHand, numbers, smallDocument, type SmallDocumentOptions } from '../testing/small-document.js';
import { analyseChanges } from './analyse-changes.js';
import { noRestriction, type FieldPermissions } from './permissions.js';

const page = '/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 30 0 R /Resources << /Font << /F1 3 0 R >> >>';
const operators = 'BT /F1 12 Tf 72 700 Td (Something else) Tj ET';
const content = `<< /Length ${operators.length} >>\nstream\n${operators}\nendstream`;
const signature = '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>';
const stamp = '<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3] /Contents <00> >>';
const widget = '/Type /Annot /Subtype /Widget /FT /Sig /F 132 /P 10 0 R';
const der = '<< /Length 3 >>\nstream\nabc\nendstream';

interface Case {
  readonly base?: SmallDocumentOptions;
  readonly permissions?: Partial<FieldPermissions>;
  readonly fieldsAreClosed?: boolean;
  readonly update: Readonly<Record<number, string | null>>;
  readonly trailer?: Parameters<typeof appendByHand>[2];
  readonly then?: Readonly<Record<number, string | null>>;
}

function changesOf({ base = {}, permissions = {}, fieldsAreClosed = false, update, trailer, then }: Case): string[] {
  const signed = smallDocument(base);
  const updated = appendByHand(signed, update, trailer);
  const document = openPdf(then === undefined ? updated : appendByHand(updated, then));
  const results = analyseChanges(document, [{ revisionIndex: 0, restrictions: { ...noRestriction, ...permissions } }], { maxObjects: 10_000, fieldsAreClosed });
  return results.flatMap(({ revision, changes, known, error }) => [
    ...(known ? [] : [`unknown ${error ?? ''}`]),
    ...changes.map(({ verdict, rule }) => `${then === undefined ? '' : `${revision} `}${verdict === 'forbidden' ? 'forbidden' : 'permitted'} ${rule}`),
  ]);
}

const oneField: SmallDocumentOptions = { signatureFields: [{ name: 'Signature1', rect: [10, 10, 100, 40] }] };
const field = numbers.firstSignatureField;

describe('what an update may do after a signature', () => {
  test.each<[string, Case, string[]]>([
    ['fill an empty signature field with a new appearance', { base: oneField, update: { [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /V 60 0 R /AP << /N 61 0 R >> >>`, 60: signature, 61: der } }, ['permitted signature-field-filled']],
    ['add an invisible document timestamp', { base: oneField, update: { [numbers.form]: `<< /Fields [${field} 0 R 60 0 R] /SigFlags 3 >>`, 60: `<< ${widget} /T (Stamp) /Rect [0 0 0 0] /V 61 0 R >>`, 61: stamp, 10: `<< ${page} /Annots [${field} 0 R 60 0 R] >>` } }, ['permitted document-timestamp']],
    ['add a security store', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /DSS 60 0 R >>', 60: '<< /Type /DSS /Certs [61 0 R] /CRLs [61 0 R] >>', 61: der } }, ['permitted security-store']],
    ['write an unchanged object again beside a security store', { update: { 2: '<< /Count 2 /Kids [10 0 R 11 0 R] /Type /Pages >>', 1: '<< /Type /Catalog /Pages 2 0 R /DSS 60 0 R >>', 60: '<< /Type /DSS /Certs [61 0 R] >>', 61: der } }, ['permitted security-store']],
    ['fill a text field where nobody forbids it', { base: { textField: true }, update: { [numbers.textField]: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (text) /Rect [10 10 90 30] /P 10 0 R /V (yes) /AP << /N 60 0 R >> >>', 60: der } }, ['permitted form-field-filled']],
    ['note the saving when a security store arrives', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /DSS 60 0 R >>', 60: '<< /Certs [61 0 R] >>', 61: der, 4: '<< /Producer (other) /Title (Minutes) /ModDate (D:2026) >>' } }, ['permitted security-store', 'permitted saving-noted']],
    ['add a visible signature field where nobody certified', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [60 0 R] /SigFlags 3 >> >>', 60: `<< ${widget} /T (New) /Rect [10 10 90 40] /V 61 0 R >>`, 61: signature, 10: `<< ${page} /Annots [60 0 R] >>` } }, ['permitted visible-signature-field-added']],
  ])('%s', (_, given, expected) => {
    expect(changesOf(given)).toEqual(expected);
  });
});

describe('what an update may not do after a signature', () => {
  test.each<[string, Case, string[]]>([
    ['page-content-swapped-after-signing', { update: { 30: content } }, ['forbidden object-changed']],
    ['page-re-pointed-to-new-content', { update: { 10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 60 0 R /Resources << /Font << /F1 3 0 R >> >> >>', 60: content } }, ['forbidden page-changed']],
    ['page-removed', { update: { 2: '<< /Type /Pages /Count 1 /Kids [10 0 R] >>' } }, ['forbidden object-changed']],
    ['font-replaced', { update: { 3: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>' } }, ['forbidden object-changed']],
    ['font-replaced-and-listed-as-validation-data', { update: { 3: der, 1: '<< /Type /Catalog /Pages 2 0 R /DSS << /Certs [3 0 R] >> >>' } }, ['forbidden security-store-malformed', 'forbidden object-changed']],
    ['page-content-listed-as-validation-data', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /DSS << /Certs [30 0 R] >> >>' } }, ['forbidden security-store-malformed']],
    ['security-store-emptied', { base: { catalog: '/DSS 100 0 R', objects: { 100: '<< /Certs [101 0 R] >>', 101: der } }, update: { 100: '<< >>' } }, ['forbidden security-store-emptied']],
    ['annotation-appended', { update: { 10: `<< ${page} /Annots [60 0 R] >>`, 60: '<< /Type /Annot /Subtype /FreeText /Rect [72 690 400 720] /Contents (rejects) >>' } }, ['forbidden annotation-added']],
    ['dangling-widget', { update: { 10: `<< ${page} /Annots [60 0 R] >>`, 60: `<< ${widget} /T (Loose) /Rect [72 690 400 720] >>` } }, ['forbidden annotation-added']],
    ['text-field-added', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [60 0 R] >> >>', 60: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (new) /Rect [0 0 9 9] >>' } }, ['forbidden field-added']],
    ['unsigned-signature-field-added', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [60 0 R] >> >>', 60: `<< ${widget} /T (New) /Rect [0 0 0 0] >>` } }, ['permitted signature-field-added', 'forbidden unsigned-field-added']],
    ['new-field-with-a-script', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [60 0 R] >> >>', 60: `<< ${widget} /T (New) /Rect [0 0 0 0] /V 61 0 R /AA << /E << /S /JavaScript /JS (x) >> >> >>`, 61: signature } }, ['forbidden field-added']],
    ['open-action-added', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> >>' } }, ['forbidden catalog-changed']],
    ['catalog-replaced-by-another', { update: { 60: '<< /Type /Catalog /Pages 61 0 R >>', 61: '<< /Type /Pages /Count 1 /Kids [62 0 R] >>', 62: '<< /Type /Page /Parent 61 0 R /MediaBox [0 0 9 9] >>' }, trailer: { root: '60 0 R' } }, ['forbidden trailer-changed', 'forbidden catalog-changed']],
    ['signed-field-hidden', { base: { ...oneField, objects: { 60: signature, [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /V 60 0 R >>` } }, update: { [field]: `<< /Type /Annot /Subtype /Widget /FT /Sig /F 2 /P 10 0 R /T (Signature1) /Rect [10 10 100 40] /V 60 0 R >>` } }, ['forbidden signed-field-changed']],
    ['value-re-pointed', { base: { ...oneField, objects: { 60: signature, [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /V 60 0 R >>` } }, update: { [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /V 61 0 R >>`, 61: signature } }, ['forbidden signature-replaced']],
    ['signature-field-removed', { base: oneField, update: { [numbers.form]: '<< /Fields [] /SigFlags 3 >>' } }, ['forbidden field-removed']],
    ['field-moved-while-signed', { base: oneField, update: { [field]: `<< ${widget} /T (Signature1) /Rect [10 600 100 700] /V 60 0 R >>`, 60: signature } }, ['forbidden signature-field-changed']],
    ['value-is-an-old-object', { base: { ...oneField, objects: { 100: signature }, catalog: '/Extra 100 0 R' }, update: { [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /V 100 0 R >>` } }, ['forbidden signature-field-changed']],
    ['security-store-removed', { base: { catalog: '/DSS 100 0 R', objects: { 100: '<< /Certs [101 0 R] >>', 101: der } }, update: { 1: '<< /Type /Catalog /Pages 2 0 R >>' } }, ['forbidden security-store-removed']],
    ['security-store-of-another-type', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /DSS << /Type /DSx /Certs [61 0 R] >> >>', 61: der } }, ['forbidden security-store-malformed']],
    ['validation-related-information-of-another-type', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /DSS << /Certs [61 0 R] /VRI << /AB << /Type /DSS /Cert [61 0 R] >> >> >> >>', 61: der } }, ['forbidden security-store-malformed']],
    ['dictionary-smuggled-into-the-security-store', { update: { 1: '<< /Type /Catalog /Pages 2 0 R /DSS << /Certs [61 0 R] >> >>', 61: '<< /Type /Page >>' } }, ['forbidden security-store-malformed']],
    ['title-changed', { update: { 4: '<< /Producer (test) /Title (Other) >>' } }, ['forbidden document-information-changed', 'forbidden object-changed']],
    ['saving-without-a-reason', { update: { 4: '<< /Producer (other) /Title (Minutes) >>' } }, ['forbidden document-information-changed', 'forbidden object-changed']],
    ['undefined-object-filled-in', { base: { objects: { 10: `<< ${page} /Annots [70 0 R] >>` } }, update: { 70: '<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] >>' } }, ['forbidden object-filled-in']],
    ['update-without-purpose', { update: { 2: '<< /Count 2 /Kids [10 0 R 11 0 R] /Type /Pages >>' } }, ['forbidden update-without-purpose']],
    ['update-of-what-nothing-shows', { update: { 60: '<< /Type /Page >>' } }, ['forbidden update-without-purpose']],
    ['object-freed', { update: { 30: null } }, ['forbidden object-freed']],
    ['appearance-regenerated-by-the-reader', { base: oneField, update: { [numbers.form]: `<< /Fields [${field} 0 R] /SigFlags 3 /NeedAppearances true >>` } }, ['forbidden form-changed']],
    ['key-given-twice', { base: oneField, update: { [numbers.form]: `<< /Fields [${field} 0 R] /SigFlags 3 /Fields [] >>` } }, ['forbidden field-removed', 'forbidden form-changed']],
    ['harmless-update-first-then-a-swap', { base: {}, update: { 1: '<< /Type /Catalog /Pages 2 0 R /DSS 60 0 R >>', 60: '<< /Certs [61 0 R] >>', 61: der }, then: { 30: content } }, ['1 permitted security-store', '2 forbidden object-changed']],
  ])('%s', (_, given, expected) => {
    expect(changesOf(given)).toEqual(expected);
  });
});

describe('an object with two uses is judged by both (all-paths rule)', () => {
  test('the-empty-field-is-also-a-resource-dictionary', () => {
    const base: SmallDocumentOptions = { ...oneField, objects: { 10: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 30 0 R /Resources << /XObject ${field} 0 R >> /Annots [${field} 0 R] >>` } };
    const update = { [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /V 60 0 R >>`, 60: signature };
    expect(changesOf({ base, update })).toEqual(['permitted signature-field-filled', 'forbidden object-other-use']);
  });

  test('the-appearance-stream-is-also-page-content', () => {
    const base: SmallDocumentOptions = { ...oneField, objects: { 100: der, [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /AP << /N 100 0 R >> >>`, 11: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 100 0 R >>' } };
    const update = { [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /AP << /N 100 0 R >> /V 60 0 R >>`, 60: signature, 100: content };
    expect(changesOf({ base, update })).toContain('forbidden object-other-use');
  });

  test('the-security-store-is-also-in-the-trailer', () => {
    const base: SmallDocumentOptions = { catalog: '/DSS 100 0 R /Extra 100 0 R', objects: { 100: '<< /Certs [101 0 R] >>', 101: der } };
    expect(changesOf({ base, update: { 100: '<< /Certs [101 0 R 102 0 R] >>', 102: der } })).toContain('forbidden object-other-use');
  });
});

describe('what signatories allowed', () => {
  const fill = { [field]: `<< ${widget} /T (Signature1) /Rect [10 10 100 40] /V 60 0 R >>`, 60: signature };
  const text = { [numbers.textField]: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (text) /Rect [10 10 90 30] /P 10 0 R /V (yes) >>' };
  const visible = { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [60 0 R] /SigFlags 3 >> >>', 60: `<< ${widget} /T (New) /Rect [10 10 90 40] /V 61 0 R >>`, 61: signature, 10: `<< ${page} /Annots [60 0 R] >>` };
  const locked = (name: string) => name === 'text';

  test.each<[string, Case, string]>([
    ['no changes at all: signing is forbidden', { base: oneField, permissions: { docMdp: 1 }, update: fill }, 'forbidden certification-forbids'],
    ['form filling and signing: signing is permitted', { base: oneField, permissions: { docMdp: 2 }, update: fill }, 'permitted signature-field-filled'],
    ['no changes at all: filling is forbidden', { base: { textField: true }, permissions: { docMdp: 1 }, update: text }, 'forbidden certification-forbids'],
    ['form filling: filling is permitted', { base: { textField: true }, permissions: { docMdp: 2 }, update: text }, 'permitted form-field-filled-as-certified'],
    ['a locked field stays', { base: { textField: true }, permissions: { isLocked: locked }, update: text }, 'forbidden locked-field-changed'],
    ['after a certification no new visible field', { permissions: { docMdp: 3 }, update: visible }, 'forbidden visible-field-after-certification'],
    ['a file that lists its fields gets no further visible one', { fieldsAreClosed: true, update: visible }, 'forbidden field-not-in-manifest'],
  ])('%s', (_, given, expected) => {
    expect(changesOf(given)).toEqual([expected]);
  });
});

test('what cannot be read is not "no changes"', () => {
  const broken = appendByHand(smallDocument(), { 60: '<< /Broken' });
  const [result] = analyseChanges(openPdf(broken), [{ revisionIndex: 0, restrictions: noRestriction }], { maxObjects: 10_000, fieldsAreClosed: false });
  expect(result).toMatchObject({ known: false, changes: [{ verdict: 'forbidden', rule: 'object-unreadable' }] });
});

test('a file with more objects than the limit is unknown, not unchanged', () => {
  const updated = appendByHand(smallDocument(), { 60: 'null' });
  const [result] = analyseChanges(openPdf(updated), [{ revisionIndex: 0, restrictions: noRestriction }], { maxObjects: 3, fieldsAreClosed: false });
  expect(result).toMatchObject({ known: false, error: 'too-many-objects' });
});
