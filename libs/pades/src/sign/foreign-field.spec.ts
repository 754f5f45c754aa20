import { PDFDocument } from 'pdf-lib';
import { asArray, asDictionary, asName, asStream, openPdf, signatureFields, type PdfView } from '#pdf/read';
import { array, beginUpdate, dict, name, ref, text, type Writable, type WritableEntries } from '#pdf/write';
import { createTestPki, type TestPki } from '#testing';
import { appendSignature, lintSignature, type AppendRequest } from '#pades';

let pki: TestPki;
let original: Uint8Array;

beforeAll(async () => {
  pki = await createTestPki();
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  document.addPage([595, 842]).setRotation({ type: 'degrees', angle: 90 } as never);
  original = await document.save({ useObjectStreams: false });
});

/** The original with one signature field that somebody else made, on page 0 or 1. */
function withField(entries: WritableEntries, options: { page?: number; split?: boolean } = {}): Buffer {
  const update = beginUpdate(openPdf(original));
  const page = update.document.current.pages()[options.page ?? 0]?.reference;
  if (page === undefined) throw new Error('no page');
  const { Rect = array([50, 50, 250, 110]), MK, ...field } = entries;
  const widget: WritableEntries = { Type: name('Annot'), Subtype: name('Widget'), Rect, MK, P: ref(page.objectNumber), F: 4 };
  if (options.split === true) {
    const parent = update.allocate();
    const kid = update.add(dict({ ...widget, Parent: parent }));
    update.put(parent, dict({ FT: name('Sig'), T: text('Foreign'), Kids: array([kid]), ...field }));
    update.addFields([parent]);
    update.addAnnotations(ref(page.objectNumber), [kid]);
  } else {
    const whole = update.add(dict({ FT: name('Sig'), T: text('Foreign'), ...widget, ...field }));
    update.addFields([whole]);
    update.addAnnotations(ref(page.objectNumber), [whole]);
  }
  return Buffer.concat([original, update.finish().update]);
}

async function sign(head: Uint8Array, changes: Partial<AppendRequest> = {}): Promise<Buffer> {
  const person = await pki.oneTime({ givenName: 'Åsa', surname: 'Öberg' });
  const done = await appendSignature({
    head, fieldName: 'Foreign', signerName: 'Åsa Öberg', roleTitle: '', methodText: 'own key', language: 'en', signingTime: pki.now, timeZone: 'Europe/Stockholm', level: 'B-B', appearance: 'embedded',
    identity: { certificate: person.der, chain: person.chain, signer: person.signer }, ...changes,
  });
  return Buffer.concat([head, done.update]);
}

function fieldOf(whole: Uint8Array) {
  const view = openPdf(whole).current;
  const [field] = signatureFields(view);
  if (field === undefined) throw new Error('no field');
  return { view, field, widget: field.widgets[0]?.dictionary };
}

function normalAppearance(view: PdfView, widget: ReturnType<typeof fieldOf>['widget']) {
  const appearance = widget === undefined ? undefined : asDictionary(view.get(widget, 'AP'));
  return appearance === undefined ? undefined : asStream(view.get(appearance, 'N'));
}

test.each([
  ['field and widget in one', false],
  ['a field with its widget apart', true],
])('%s: filled, shown with an embedded font, and nothing of its own is touched (PF-19)', async (_name, split) => {
  const head = withField({}, { split });
  const before = fieldOf(head).widget;
  const { view, field, widget } = fieldOf(await sign(head));
  expect(field.value).toBeDefined();
  const form = normalAppearance(view, widget);
  if (form === undefined) throw new Error('no appearance');
  const resources = asDictionary(view.get(form.dictionary, 'Resources'));
  expect(resources === undefined ? undefined : view.get(resources, 'Font')?.kind).toBe('dictionary');
  for (const key of ['Rect', 'P', 'MK', 'F', 'Parent']) expect(plain(widget?.get(key))).toEqual(plain(before?.get(key)));
  expect(lintSignature(await sign(head), { level: 'B-B' })).toEqual([]);
});

/** Without places in the file. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null, (key, each: unknown) => (key === 'span' ? undefined : each)));
}

test('a field that is not asked to show anything keeps what it showed', async () => {
  const { view, widget } = fieldOf(await sign(withField({}), { appearance: 'none' }));
  expect(normalAppearance(view, widget)).toBeUndefined();
});

test.each([[array([0, 0, 0, 0])], [array([10, 10, 12, 12])]])('an invisible field gets no appearance', async (rect: Writable) => {
  const { view, widget } = fieldOf(await sign(withField({ Rect: rect })));
  expect(normalAppearance(view, widget)).toBeUndefined();
});

test.each([
  ['how the page is turned', { page: 1 }, {}, [0, 1, -1, 0, 0, 0]],
  ['what the field says of itself', {}, { MK: dict({ R: 270 }) }, [0, -1, 1, 0, 0, 0]],
])('the text stands upright by %s (PF-22)', async (_name, options, entries, matrix) => {
  const { view, widget } = fieldOf(await sign(withField(entries, options)));
  const found = asArray(normalAppearance(view, widget)?.dictionary.get('Matrix'))?.items.map((item) => (item.kind === 'number' ? item.value : NaN));
  expect(found).toEqual(matrix);
});

test('a name in any script is shaped and embedded, never another character', async () => {
  const { view, widget } = fieldOf(await sign(withField({}), { signerName: '张 ع ł' }));
  expect(normalAppearance(view, widget)).toBeDefined();
});

test('a lock becomes FieldMDP of the signature, word for word (MDP-03)', async () => {
  const { view, field } = fieldOf(await sign(withField({ Lock: dict({ Type: name('SigFieldLock'), Action: name('Include'), Fields: array([text('A'), text('Foreign')]) }) })));
  const [reference] = field.value === undefined ? [] : (asArray(view.get(field.value, 'Reference'))?.items ?? []);
  const entry = reference === undefined ? undefined : asDictionary(view.resolve(reference));
  if (entry === undefined) throw new Error('no reference');
  expect(asName(view.get(entry, 'TransformMethod'))).toBe('FieldMDP');
  const parameters = asDictionary(view.get(entry, 'TransformParams'));
  expect(parameters === undefined ? undefined : [asName(view.get(parameters, 'Action')), asArray(view.get(parameters, 'Fields'))?.items.length]).toEqual(['Include', 2]);
});

test.each<[string, WritableEntries, string]>([
  ['a lock that would close the document for everybody', { Lock: dict({ Action: name('All'), P: 1 }) }, 'permission-denied'],
  ['a lock that cannot be understood', { Lock: dict({ Action: name('Some') }) }, 'permission-denied'],
  ['a read-only field', { Ff: 1 }, 'field-locked'],
  ['a demand for another format', { SV: dict({ Ff: 2, SubFilter: array([name('adbe.pkcs7.detached')]) }) }, 'permission-denied'],
  ['a demand for a digest of yesterday', { SV: dict({ Ff: 64, DigestMethod: array([text('SHA1')]) }) }, 'permission-denied'],
  ['a demand for a certification', { SV: dict({ MDP: dict({ P: 2 }) }) }, 'permission-denied'],
  ['a demand for certain certificates', { SV: dict({ Cert: dict({ Ff: 2, Issuer: array([text('x')]) }) }) }, 'permission-denied'],
  ['a demand for a reason', { SV: dict({ Ff: 8, Reasons: array([text('I approve')]) }) }, 'permission-denied'],
])('%s is refused by code, and leaves nothing', async (_name, entries, code) => {
  await expect(sign(withField(entries))).rejects.toMatchObject({ code });
});

test.each<[string, WritableEntries]>([
  ['our format', { SV: dict({ Ff: 2, SubFilter: array([name('adbe.pkcs7.detached'), name('ETSI.CAdES.detached')]) }) }],
  ['no reason at all', { SV: dict({ Ff: 8, Reasons: array([text('.')]) }) }],
  ['a proposal that binds nobody', { SV: dict({ Ff: 0, SubFilter: array([name('adbe.pkcs7.detached')]) }) }],
])('a demand for %s is met', async (_name, entries) => {
  expect(lintSignature(await sign(withField(entries)), { level: 'B-B' })).toEqual([]);
});

test('the field that is not there is answered with those that are', async () => {
  await expect(sign(withField({}), { fieldName: 'Nope' })).rejects.toMatchObject({ code: 'field-not-found', details: { empty: 'Foreign' } });
});
