import { PDFDocument, PDFName, type PDFContext, type PDFRef } from 'pdf-lib';
import { asArray, asDictionary, asInteger, asName, asString, decodeTextString, openPdf, type PdfDictionary, type PdfValue, type PdfView } from '#pdf/read';
import { prepareMinutes } from '#pades';

// Loads and subsets real fonts, on machines that may be busy.
jest.setTimeout(120_000);

type Build = (context: PDFContext, root: PDFRef, page: PDFRef) => Record<string, unknown>;

/** A page and a structure tree root with the given entries. */
async function tagged(build: Build, { direct = false } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const { context, catalog } = document;
  const root = context.nextRef();
  const entries = context.obj({ Type: 'StructTreeRoot', ...build(context, root, page.ref) } as never);
  if (direct) catalog.set(PDFName.of('StructTreeRoot'), entries);
  else {
    context.assign(root, entries);
    catalog.set(PDFName.of('StructTreeRoot'), root);
  }
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  return document.save({ useObjectStreams: false });
}

async function prepared(original: Uint8Array): Promise<PdfView> {
  const { update } = await prepareMinutes({
    original, caseId: 'c1', language: 'sv', bodyName: 'Nämnden', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: '', requiredLevelOfAssurance: 'substantial',
    notice: { advanced: true }, validationAddress: 'https://justera.example/validate', steps: [{ signatories: [{ name: 'Anna Ek', role: 'adjuster' }, { name: 'Bo Lind', role: 'adjuster' }] }],
  });
  return openPdf(Buffer.concat([original, update])).current;
}

const root = (view: PdfView): PdfDictionary => {
  const found = view.get(view.catalog, 'StructTreeRoot');
  if (found?.kind !== 'dictionary') throw new Error('no structure tree');
  return found;
};
const kids = (view: PdfView, element: PdfDictionary): PdfValue[] => {
  const k = view.get(element, 'K');
  return k === undefined ? [] : k.kind === 'array' ? [...k.items] : [element.get('K') ?? k];
};
const elements = (view: PdfView, element: PdfDictionary): PdfDictionary[] =>
  kids(view, element).flatMap((kid) => {
    const below = view.resolve(kid);
    return below.kind === 'dictionary' && below.get('S') !== undefined ? [below, ...elements(view, below)] : [];
  });
const typeOf = (view: PdfView, element: PdfDictionary | undefined) => (element === undefined ? undefined : asName(view.get(element, 'S')));

/** Key → value of the whole number tree. */
function parents(view: PdfView, node: PdfDictionary | undefined): Map<number, PdfValue> {
  const found = new Map<number, PdfValue>();
  if (node === undefined) return found;
  const nums = asArray(view.get(node, 'Nums'))?.items ?? [];
  for (let index = 0; index < nums.length; index += 2) found.set(asInteger(nums[index]) ?? -1, nums[index + 1] as PdfValue);
  for (const kid of asArray(view.get(node, 'Kids'))?.items ?? []) for (const [key, value] of parents(view, asDictionary(view.resolve(kid)))) found.set(key, value);
  return found;
}
const parentTree = (view: PdfView) => parents(view, asDictionary(view.get(root(view), 'ParentTree')));

const withDocument: Build = (context, treeRoot) => ({ K: context.register(context.obj({ Type: 'StructElem', S: 'Document', P: treeRoot, K: [] })), ParentTree: context.register(context.obj({ Nums: [0, context.obj([])] })), ParentTreeNextKey: 1 });

test('the section joins the document element, and every anchor leads back to its element', async () => {
  const view = await prepared(await tagged(withDocument));
  const [document] = kids(view, root(view)).map((kid) => asDictionary(view.resolve(kid)));
  expect(typeOf(view, document)).toBe('Document');
  const section = document === undefined ? undefined : asDictionary(view.resolve(kids(view, document).at(-1) as PdfValue));
  expect(typeOf(view, section)).toBe('Sect');
  const language = section === undefined ? undefined : asString(view.get(section, 'Lang'));
  expect(language === undefined ? '' : decodeTextString(language)).toBe('sv');
  const tree = parentTree(view);
  const page = view.pages().at(-1);
  if (page === undefined) throw new Error('no page');
  expect(asName(view.get(page.dictionary, 'Tabs'))).toBe('S');
  const owners = asArray(view.resolve(tree.get(asInteger(view.get(page.dictionary, 'StructParents')) ?? -1) as PdfValue));
  expect(owners?.items.every((owner) => owner.kind === 'reference' && typeOf(view, asDictionary(view.resolve(owner))) !== undefined)).toBe(true);
  const types = (asArray(view.get(page.dictionary, 'Annots'))?.items ?? []).map((item) => {
    const annotation = asDictionary(view.resolve(item));
    const key = annotation === undefined ? undefined : asInteger(view.get(annotation, 'StructParent'));
    return typeOf(view, asDictionary(view.resolve(tree.get(key ?? -1) as PdfValue)));
  });
  expect(types).toEqual(['Link', 'Form', 'Form']);
  expect(asInteger(view.get(root(view), 'ParentTreeNextKey'))).toBeGreaterThan(Math.max(...tree.keys()));
});

test('what was tagged stays as it was, and keys in use are not given out again', async () => {
  const view = await prepared(
    await tagged((context, treeRoot, page) => {
      const old = context.register(context.obj({ Type: 'StructElem', S: 'P', P: treeRoot, Pg: page, K: 0 }));
      const leaf = context.register(context.obj({ Limits: [40, 41], Nums: [40, context.obj([old]), 41, old] }));
      // /ParentTreeNextKey lies: the tree already holds 41.
      return { K: [old, old], ParentTree: context.register(context.obj({ Kids: [leaf] })), ParentTreeNextKey: 3 };
    }),
  );
  const tree = parentTree(view);
  expect([...tree.keys()].filter((key) => key < 42)).toEqual([40, 41]);
  const branches = asArray(view.get(asDictionary(view.get(root(view), 'ParentTree')) as PdfDictionary, 'Kids'))?.items ?? [];
  expect(branches).toHaveLength(2);
  const added = asDictionary(view.resolve(branches[1] as PdfValue));
  expect(added === undefined ? [] : asArray(view.get(added, 'Limits'))?.items.map((limit) => asInteger(limit))).toEqual([42, Math.max(...tree.keys())]);
  expect(elements(view, root(view)).map((element) => typeOf(view, element)).slice(0, 3)).toEqual(['P', 'P', 'Sect']);
});

test('a document element by another name is found through the role map', async () => {
  const view = await prepared(await tagged((context, treeRoot) => ({ K: context.register(context.obj({ Type: 'StructElem', S: 'Protokoll', P: treeRoot, K: [] })), RoleMap: { Protokoll: 'Dokument', Dokument: 'Document' } })));
  expect(kids(view, root(view))).toHaveLength(1);
  expect(elements(view, root(view)).map((element) => typeOf(view, element)).slice(0, 2)).toEqual(['Protokoll', 'Sect']);
});

test('a document with nested headings gets nested ones, for the two kinds must not be mixed', async () => {
  const view = await prepared(
    await tagged((context, treeRoot) => {
      const document = context.nextRef();
      const heading = context.register(context.obj({ Type: 'StructElem', S: 'Titel', P: document, K: [] }));
      context.assign(document, context.obj({ Type: 'StructElem', S: 'Document', P: treeRoot, K: heading }));
      return { K: document, ParentTree: context.obj({ Nums: [] }), RoleMap: { Titel: 'H' } };
    }),
  );
  const types = elements(view, root(view)).map((element) => typeOf(view, element));
  expect(types.filter((type) => /^H\d/.test(type ?? ''))).toEqual([]);
  expect(types.filter((type) => type === 'H')).toHaveLength(2);
});

test('a root written into the catalog becomes an object, so that elements can name their parent', async () => {
  const view = await prepared(await tagged(() => ({ K: null }), { direct: true }));
  expect(view.catalog.get('StructTreeRoot')?.kind).toBe('reference');
  expect(elements(view, root(view)).map((element) => typeOf(view, element))[0]).toBe('Sect');
});

test('an untagged file gets no structure tree', async () => {
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  const view = await prepared(await document.save());
  expect(view.catalog.get('StructTreeRoot')).toBeUndefined();
  expect(view.catalog.get('MarkInfo')).toBeUndefined();
  expect(view.pages().at(-1)?.dictionary.get('StructParents')).toBeUndefined();
});
