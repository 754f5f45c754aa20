import { asArray, asDictionary, openPdf, signatureFields, type SignatureFieldInfo } from '#pdf/read';
import { array, beginUpdate, dict, name, ref, text, type IncrementalUpdate, type Writable } from '#pdf/write';
import { signSmall, storeSmall } from '../sign-small.js';
import { overlay, secondCatalog } from './attackable-document.js';
import type { Attack, AttackTools } from './attack.js';

type Change = (update: IncrementalUpdate, signed: Buffer) => void;

export function updatedWith(signed: Buffer, change: Change): Buffer {
  const update = beginUpdate(openPdf(signed));
  change(update, signed);
  return Buffer.concat([signed, update.finish().update]);
}

const written = (id: string, title: string, change: Change, reasons: Attack['reasons'] = ['changed-after-signing']): Attack => ({
  id, title, status: 'not-valid', reasons, make: (signed) => updatedWith(signed, change),
});

const firstPage = { kind: 'reference', objectNumber: 10, generation: 0 } as const;
const object = (objectNumber: number) => ({ kind: 'reference', objectNumber, generation: 0 }) as const;
const content = object(30);
const words = Buffer.from('BT /F1 12 Tf 72 700 Td (The meeting decides to reject.) Tj ET');

function signedField(signed: Buffer): SignatureFieldInfo {
  const field = signatureFields(openPdf(signed).current).find(({ value }) => value !== undefined);
  if (field?.reference === undefined) throw new Error('no signed field to attack');
  return field;
}

function annotate(update: IncrementalUpdate, entries: Readonly<Record<string, Writable>>): void {
  update.addAnnotations(firstPage, [update.add(dict({ Type: name('Annot'), Rect: array([72, 690, 400, 720]), ...entries }))]);
}

/** What a valid update can do to what was signed: ..A-38, A-41. */
const valid: readonly Attack[] = [
  written('A-14', 'overlay-emptied', (update) => update.putStream(object(overlay), { Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, 0, 0]) }, Buffer.alloc(0))),
  written('A-14', 'overlay-taken-off-the-page', (update) => update.patchDictionary(firstPage, { Resources: dict({ Font: dict({ F1: ref(3) }) }) })),
  written('A-15', 'font-replaced', (update) => update.put(object(3), dict({ Type: name('Font'), Subtype: name('Type1'), BaseFont: name('Symbol') }))),
  written('A-17', 'pages-of-the-second-document-shown', (update) => update.setCatalogEntry('Pages', ref(secondCatalog + 1))),
  written('A-18', 'stamp-over-the-text', (update) => annotate(update, { Subtype: name('Stamp'), AP: dict({ N: update.addStream({ Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, 9, 9]) }, words) }) })),
  written('A-18', 'free-text-over-the-text', (update) => annotate(update, { Subtype: name('FreeText'), Contents: text('rejects') })),
  written('+', 'annotation-with-flags-that-readers-ignore', (update) => annotate(update, { Subtype: name('FreeText'), F: 2 | 32, Contents: text('rejects') })),
  written('A-36', 'widget-that-no-form-lists', (update) => annotate(update, { Subtype: name('Widget'), FT: name('Tx'), T: text('Loose') })),
  written('A-36', 'text-field-added', (update) => update.addFields([update.add(dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Tx'), T: text('New'), Rect: array([72, 690, 400, 720]), V: text('rejects') }))])),
  written('A-36', 'unsigned-signature-field-added', (update) => update.addFields([update.add(dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text('New'), Rect: array([0, 0, 0, 0]) }))])),
  written('A-37', 'font-listed-as-validation-data', (update) => {
    update.putStream(object(3), {}, Buffer.from('abc'));
    update.setCatalogEntry('DSS', dict({ Type: name('DSS'), Certs: array([ref(3)]) }));
  }),
  written('+', 'page-content-made-safe-by-the-security-store', (update) => {
    update.putStream(content, {}, words);
    update.setCatalogEntry('DSS', dict({ Type: name('DSS'), Certs: array([ref(30)]) }));
  }),
  written('A-37', 'page-content-shared-with-a-new-appearance', (update) => {
    update.putStream(content, { Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, 9, 9]) }, words);
    update.addFields([update.add(dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text('New'), Rect: array([0, 0, 0, 0]), AP: dict({ N: ref(30) }) }))]);
  }),
  written('A-41', 'script-at-opening-added', (update) => update.setCatalogEntry('OpenAction', dict({ S: name('JavaScript'), JS: text('app.alert(1)') }))),
  written('A-41', 'layers-added', (update) => update.setCatalogEntry('OCProperties', dict({ OCGs: array([update.add(dict({ Type: name('OCG'), Name: text('x') }))]), D: dict({}) }))),
  written('A-41', 'content-moved-to-another-file', (update) => update.putStream(content, { F: text('elsewhere.bin') }, words)),
  written('A-41', 'fields-to-be-drawn-anew', (update) => update.setCatalogEntry('AcroForm', dict({ ...Object.fromEntries(update.currentEntries(formReference(update))), NeedAppearances: true }))),
  written('A-38', 'extensions-added-and-something-with-them', (update) => update.setCatalogEntry('Extensions', dict({ ADBE: dict({ BaseVersion: name('1.7'), ExtensionLevel: 8, Pages: ref(secondCatalog + 1) }) }))),
  written('A-35', 'signed-field-renamed', (update, signed) => update.patchDictionary(must(signedField(signed).reference), { T: text('Somebody') })),
  written('A-35', 'signed-field-moved', (update, signed) => update.patchDictionary(must(signedField(signed).reference), { Rect: array([300, 300, 400, 320]) })),
  written('+', 'signature-box-hidden-afterwards', (update, signed) => update.patchDictionary(must(signedField(signed).reference), { F: 2 })),
  written('+', 'picture-of-a-signature-exchanged', (update, signed) => update.patchDictionary(must(signedField(signed).reference), { AP: dict({ N: update.addStream({ Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, 9, 9]) }, words) }) })),
  written('A-26', 'field-re-pointed-to-a-copy-of-its-signature', (update, signed) => {
    const field = signedField(signed);
    update.patchDictionary(must(field.reference), { V: update.add(dict({ ...Object.fromEntries(update.currentEntries(must(field.valueReference))), Reason: text('other') })) });
  }, ['changed-after-signing', 'signature-field-removed']),
  written('A-26', 'reason-of-a-signature-rewritten', (update, signed) => update.patchDictionary(must(signedField(signed).valueReference), { Reason: text('I agree to anything') }), ['signature-dictionary-redefined', 'changed-after-signing']),
  written('+', 'signature-fields-removed', (update) => {
    update.patchDictionary(formReference(update), { Fields: array([]) });
  }, ['signature-field-removed', 'changed-after-signing']),
  written('+', 'title-rewritten', (update) => update.patchDictionary(object(4), { Title: text('Other minutes') })),
  written('+', 'manifest-removed', (update) => update.setCatalogEntry('PieceInfo', undefined)),
  {
    id: '+', title: 'harmless-update-first-then-a-swap', status: 'not-valid', reasons: ['changed-after-signing'],
    make: async (signed, { pki }) => updatedWith(storeSmall(signed, { crls: [await pki.crl(pki.root)] }), (update) => update.putStream(content, {}, words)),
  },
  {
    id: 'A-38', title: 'security-store-removed', status: 'not-valid', reasons: ['changed-after-signing'],
    make: async (signed, { pki }) => updatedWith(storeSmall(signed, { crls: [await pki.crl(pki.root)] }), (update) => update.setCatalogEntry('DSS', undefined)),
  },
  {
    id: '+', title: 'content-swapped-in-the-revision-of-a-later-valid-signature', status: 'not-valid', reasons: ['changed-after-signing'],
    make: (signed, tools) => signAgain(updatedWith(signed, (update) => update.putStream(content, {}, words)), tools),
  },
  { id: 'A-19', title: 'visible-signature-over-the-text', status: 'open', make: (signed, tools) => signAgain(signed, tools, [72, 690, 400, 720]) },
  {
    id: 'A-34', title: 'second-certification-lifts-permissions', status: 'not-valid',
    make: async (signed, { pki }) => signSmall(signed, { pki, signer: await pki.oneTime(), fieldName: 'Certified', docMdp: 3 }),
  },
];

async function signAgain(signed: Buffer, { pki }: AttackTools, rect?: readonly number[]): Promise<Buffer> {
  return signSmall(signed, { pki, signer: await pki.oneTime(), fieldName: 'Further', ...(rect === undefined ? {} : { rect, appearance: true }) });
}

function formReference(update: IncrementalUpdate): { kind: 'reference'; objectNumber: number; generation: number } {
  const raw = update.document.current.catalog.get('AcroForm');
  if (raw?.kind !== 'reference') throw new Error('the form is written into the catalog');
  if (asArray(update.document.current.get(asDictionary(update.document.current.resolve(raw)) ?? update.document.current.catalog, 'Fields')) === undefined) throw new Error('no fields');
  return object(raw.objectNumber);
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the file has nothing to attack here');
  return value;
}

export const afterSigning: readonly Attack[] = valid;
