import { array, dict, name, ref, text, type IncrementalUpdate } from '#pdf/write';
import { createTestPki, type TestPki } from '#testing';
import { defaultPolicy } from './policy/signature-validation-policy.js';
import type { Finding } from './report/reason.js';
import type { ValidationReport } from './report/validation-report.js';
import { updatedWith } from './testing/attacks/after-signing.js';
import { signSmall } from './testing/sign-small.js';
import { hourAfter, trustOf } from './testing/signed-case.js';
import { appendByHand, smallDocument, type SmallDocumentOptions } from './testing/small-document.js';
import { validate } from './validate.js';

let pki: TestPki;
let crl: Uint8Array;

beforeAll(async () => {
  pki = await createTestPki();
  crl = await pki.crl(pki.root);
}, 60_000);

const judge = (bytes: Uint8Array): ValidationReport => validate(bytes, trustOf(pki, { crls: [crl] }), defaultPolicy, hourAfter(pki.now, 0.5));
const sign = async (bytes: Uint8Array, more: Partial<Parameters<typeof signSmall>[1]> = {}) => signSmall(bytes, { pki, signer: await pki.oneTime(), fieldName: 'Signature1', ...more });
const page = (extra: string, contents = '30 0 R') => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} /Resources << /Font << /F1 3 0 R >> ${extra} >> >>`;
const stream = (entries: string, data: string) => `<< ${entries} /Length ${data.length} >>\nstream\n${data}\nendstream`;
const told = ({ document }: ValidationReport, code: Finding['code'], clause: string): Finding | undefined => document.findings.find((finding) => finding.code === code && finding.clause === clause);

describe('what was hidden when it was signed is told, and the signature stands', () => {
  const shown = 'BT /F1 12 Tf 72 700 Td (Amount 100) Tj ET';

  test.each<[string, string, SmallDocumentOptions]>([
    ['A-14', 'text-under-an-image', { objects: { 10: page('/XObject << /Im 100 0 R >>'), 30: stream('', `${shown} q 200 0 0 40 60 690 cm /Im Do Q`), 100: stream('/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray', 'x') } }],
    ['A-14', 'text-under-a-white-area', { objects: { 30: stream('', `${shown} 1 g 60 690 200 40 re f`) } }],
    ['A-14', 'text-under-a-form-that-is-white', { objects: { 10: page('/XObject << /Fm 100 0 R >>'), 30: stream('', `${shown} q 1 0 0 1 60 690 cm /Fm Do Q`), 100: stream('/Type /XObject /Subtype /Form /BBox [0 0 200 40]', '1 1 1 rg 0 0 200 40 re f') } }],
    ['A-16', 'field-that-shows-other-text-than-its-value', { textField: true, objects: { 6: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (text) /Rect [10 10 90 30] /P 10 0 R /V (reject) /AP << /N 100 0 R >> >>', 100: stream('/Type /XObject /Subtype /Form /BBox [0 0 80 20] /Resources << /Font << /F1 3 0 R >> >>', 'BT /F1 9 Tf 2 5 Td (approve) Tj ET') } }],
    ['A-17', 'second-page-tree', { objects: { 110: '<< /Type /Catalog /Pages 111 0 R >>', 111: '<< /Type /Pages /Count 0 /Kids [] >>' } }],
  ])('%s %s', async (clause, _, options) => {
    const report = judge(await sign(smallDocument(options)));
    expect(told(report, 'hidden-content', clause)).toMatchObject({ weight: 'note' });
    expect(report.document.status).toBe('valid');
  });

  test('nothing is said where nothing is hidden: marks, links, text above images, a field that shows its value', async () => {
    const report = judge(await sign(smallDocument({
      textField: true,
      objects: {
        10: `${page('/XObject << /Im 100 0 R >>').slice(0, -2)} /Annots [6 0 R 101 0 R] >>`, 30: stream('', `q 200 0 0 40 60 690 cm /Im Do Q ${shown} 1 g 300 600 20 20 re f`),
        6: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (text) /Rect [10 10 90 30] /P 10 0 R /V (approve  it) /AP << /N 102 0 R >> >>',
        100: stream('/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray', 'x'),
        101: '<< /Type /Annot /Subtype /Highlight /Rect [60 690 260 730] /AP << /N 102 0 R >> >>',
        102: stream('/Type /XObject /Subtype /Form /BBox [0 0 80 20] /Resources << /Font << /F1 3 0 R >> >>', 'BT /F1 9 Tf 2 5 Td (approve) Tj 40 0 Td (it) Tj ET'),
      },
    })));
    expect(report.document.reasons).not.toContain('hidden-content');
    expect(report.notChecked).not.toContain('hidden-content');
  });

  test('a file with more pages than are looked at says that they were not', async () => {
    expect(judge(await sign(smallDocument({ pages: 60 }))).notChecked).toContain('hidden-content');
  });
});

describe('A-41: what can change how pages look is told, and the signature stands', () => {
  test.each<[string, string, SmallDocumentOptions]>([
    ['script-at-opening', 'script', { catalog: '/OpenAction << /S /JavaScript /JS (x) >>' }],
    ['script-by-name', 'script', { catalog: '/Names << /JavaScript << /Names [(a) 100 0 R] >> >>', objects: { 100: '<< /S /JavaScript /JS (x) >>' } }],
    ['launch', 'external', { objects: { 10: `${page('').slice(0, -2)} /AA << /O << /S /Launch /F (a.exe) >> >> >>` } }],
    ['go-to-another-file', 'external', { catalog: '/OpenAction << /S /GoToR /F (b.pdf) /D [0 /Fit] >>' }],
    ['stream-in-another-file', 'external', { objects: { 10: page('/XObject << /Im 100 0 R >>'), 100: stream('/Type /XObject /Subtype /Image /F (x.bin)', '') } }],
    ['layers', 'layers', { catalog: '/OCProperties << /OCGs [100 0 R] /D << /OFF [100 0 R] >> >>', objects: { 100: '<< /Type /OCG /Name (x) >>' } }],
    ['forms-drawn-anew', 'regenerated-fields', { catalog: '/AcroForm << /Fields [] /NeedAppearances true >>' }],
    ['dynamic-form', 'xfa', { catalog: '/AcroForm << /Fields [] /XFA 100 0 R >>', objects: { 100: stream('', '<xdp/>') } }],
    ['video', 'media', { objects: { 10: `${page('').slice(0, -2)} /Annots [100 0 R] >>`, 100: '<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>' } }],
  ])('%s', async (_, kind, options) => {
    const report = judge(await sign(smallDocument(options)));
    expect(told(report, 'content-may-vary', 'A-41')).toMatchObject({ weight: 'note', detail: { kinds: kind } });
    expect(report.document.status).toBe('valid');
  });

  test('links and an opening view are not active', async () => {
    const report = judge(await sign(smallDocument({ catalog: '/OpenAction [10 0 R /Fit] /OCProperties << /OCGs [] /D << >> >>', objects: { 10: `${page('').slice(0, -2)} /Annots [100 0 R] >>`, 100: '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://x.example) >> >>' } })));
    expect(report.document.reasons).not.toContain('content-may-vary');
    expect(report.notChecked).not.toContain('active-content');
  });
});

const over = [70, 695, 300, 712] as const;
const beside = [300, 400, 400, 420] as const;

describe('what lies over what was signed (R10)', () => {
  test.each<[string, readonly number[], boolean]>([
    ['A-19 new-signature-over-the-text', over, true],
    ['a new signature beside it', beside, false],
  ])('%s', async (_, rect, hides) => {
    const report = judge(await sign(await sign(smallDocument()), { fieldName: 'Signature2', rect, appearance: true }));
    expect(report.document).toMatchObject({ status: 'indeterminate' });
    expect(report.document.reasons.includes('may-hide-signed-content')).toBe(hides);
    expect(report.document.changes).toContainEqual(expect.objectContaining({ rule: 'visible-signature-field-added', page: 1, ...(hides ? { covers: ['text'] } : {}) }));
  });

  test.each<[string, readonly number[], string]>([
    ['an empty field over the text, filled after another signed', over, 'indeterminate'],
    ['an empty field beside the text, filled after another signed', beside, 'valid'],
  ])('%s', async (_, rect, status) => {
    const base = smallDocument({ signatureFields: [{ name: 'Signature1' }, { name: 'Signature2', rect: [...rect] }] });
    const report = judge(await sign(await sign(base), { fieldName: 'Signature2', appearance: true }));
    expect(report.document.status).toBe(status);
    expect(report.document.reasons.includes('may-hide-signed-content')).toBe(status !== 'valid');
  });

  test('a box over the box of an earlier signatory', async () => {
    const first = await sign(smallDocument(), { rect: beside, appearance: true });
    const report = judge(await sign(first, { fieldName: 'Signature2', rect: beside, appearance: true }));
    expect(report.document.reasons).toContain('may-hide-signed-content');
    expect(report.document.changes).toContainEqual(expect.objectContaining({ covers: ['annotation'] }));
  });
});

describe('A-18: comments', () => {
  const freeText = (update: IncrementalUpdate, entries: Parameters<typeof dict>[0] = {}) => update.addAnnotations(
    { kind: 'reference', objectNumber: 10, generation: 0 },
    [update.add(dict({ Type: name('Annot'), Subtype: name('FreeText'), Rect: array([...over]), Contents: text('rejects'), ...entries }))],
  );

  test('where the certification allows comments they are told, and the document is not plainly valid', async () => {
    const report = judge(updatedWith(await sign(smallDocument(), { docMdp: 3 }), (update) => freeText(update)));
    expect(report.document).toMatchObject({ status: 'indeterminate', reasons: expect.arrayContaining(['annotated-after-signing', 'may-hide-signed-content']) as unknown });
    expect(report.document.changes).toEqual([expect.objectContaining({ category: 'ANNOT', rule: 'annotation-added-as-certified', page: 1, covers: ['text'] })]);
  });

  test.each<[string, 2 | 3 | undefined, Parameters<typeof dict>[0]]>([
    ['where it allows signing only', 2, {}],
    ['after an approval signature', undefined, {}],
    ['with an action', 3, { A: dict({ S: name('JavaScript'), JS: text('x') }) }],
    ['that is a link', 3, { Subtype: name('Link') }],
    ['that covers for good', 3, { Subtype: name('Redact') }],
    ['that reaches into the document', 3, { AP: dict({ N: ref(30) }) }],
    ['that no form lists', 3, { Subtype: name('Widget') }],
  ])('forbidden: %s', async (_, docMdp, entries) => {
    const certified = await sign(smallDocument(), docMdp === undefined ? {} : { docMdp });
    expect(judge(updatedWith(certified, (update) => freeText(update, entries))).document.status).toBe('not-valid');
  });
});

describe('form fields', () => {
  const base = () => smallDocument({ textField: true });
  const fill = { 6: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (text) /Rect [10 10 90 30] /P 10 0 R /V (1000) /AP << /N 90 0 R >> >>', 90: stream('/Type /XObject /Subtype /Form /BBox [0 0 80 20]', '0 0 9 9 re f') };

  test('A-16 value-changed-after-signing: the old and the new value are in the report', async () => {
    const { document } = judge(appendByHand(await sign(base()), fill));
    expect(document.changes).toEqual([expect.objectContaining({ rule: 'form-field-filled', fieldName: 'text', valueBefore: null, valueAfter: '1000', page: 1 })]);
    expect(document.status).toBe('indeterminate');
  });

  test.each<[string, string, boolean]>([
    ['A-35 locked-field-filled', '<< /Type /SigFieldLock /Action /All >>', true],
    ['A-35 named-field-filled', '<< /Type /SigFieldLock /Action /Include /Fields [(text)] >>', true],
    ['another field is locked', '<< /Type /SigFieldLock /Action /Include /Fields [(other)] >>', false],
    ['A-35 every-field-but', '<< /Type /SigFieldLock /Action /Exclude /Fields [(other)] >>', true],
    ['A-35 lock-with-a-level', '<< /Type /SigFieldLock /Action /Include /Fields [(other)] /P 1 >>', true],
  ])('%s', async (_, lock, forbidden) => {
    const locked = smallDocument({ textField: true, signatureFields: [{ name: 'Signature1', lock }] });
    const { document } = judge(appendByHand(await sign(locked), fill));
    expect(document.status).toBe(forbidden ? 'not-valid' : 'indeterminate');
    expect(document.reasons.includes('permissions-breached')).toBe(forbidden);
  });
});

describe('A-39: files that would keep a validator busy', () => {
  test.each<[string, (signed: Buffer) => Buffer]>([
    ['fields-in-a-circle', (signed) => appendByHand(signed, { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [90 0 R] >> >>', 90: '<< /T (a) /Kids [91 0 R] >>', 91: '<< /T (b) /Parent 90 0 R /Kids [90 0 R] >>' })],
    ['pages-in-a-circle', (signed) => appendByHand(signed, { 2: '<< /Type /Pages /Count 2 /Kids [2 0 R] >>' })],
    ['object-that-is-a-reference-to-itself', (signed) => appendByHand(signed, { 30: '30 0 R' })],
    ['deep-nesting', (signed) => appendByHand(signed, { 90: `${'['.repeat(5000)}${']'.repeat(5000)}`, 1: '<< /Type /Catalog /Pages 2 0 R /X 90 0 R >>' })],
    ['metadata-of-angle-brackets', (signed) => appendByHand(signed, { 1: '<< /Type /Catalog /Pages 2 0 R /Metadata 90 0 R >>', 90: stream('/Type /Metadata /Subtype /XML', '<'.repeat(300_000)) })],
    ['thousand-byte-ranges-in-no-object', (signed) => Buffer.concat([signed, Buffer.from('9 0 obj << /ByteRange [0 1 2 3] '.repeat(5000), 'latin1')])],
  ])('%s is answered, and not with yes', async (_, attack) => {
    const { document } = judge(attack(await sign(smallDocument())));
    expect(['not-valid', 'indeterminate', 'unreadable']).toContain(document.status);
  }, 20_000);
});
