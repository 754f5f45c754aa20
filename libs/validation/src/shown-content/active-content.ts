import { asArray, asDictionary, asName, PdfError, type PdfDictionary, type PdfDocument, type PdfValue, type PdfView } from '#pdf/read';

/** What can make a page look different without a byte of the file changing. */
export type ActiveContent = 'script' | 'action' | 'layers' | 'external' | 'media' | 'regenerated-fields' | 'xfa';

/** Objects looked at: beyond, the answer is "not known". */
const maxObjects = 200_000;

/** Actions that run code, fetch, start or replace something (ISO 32000-2 Table 201). /URI and /GoTo only follow a click. */
const actions: Readonly<Record<string, ActiveContent>> = {
  JavaScript: 'script', Launch: 'external', GoToR: 'external', GoToE: 'external', ImportData: 'external', SubmitForm: 'external', ResetForm: 'action',
  Hide: 'action', SetOCGState: 'layers', Rendition: 'media', Movie: 'media', Sound: 'media', RichMediaExecute: 'media', GoTo3DView: 'media', Trans: 'action',
};
const mediaSubtypes = new Set(['Movie', 'Sound', 'Screen', '3D', 'RichMedia']);

export interface ActiveContentResult {
  /** In alphabetical order, each once. */
  readonly kinds: readonly ActiveContent[];
  /** Numbers of everything that the trailer leads to. */
  readonly reached: ReadonlySet<number>;
  /** Every object that the trailer leads to was looked at. */
  readonly complete: boolean;
}

/** Looks at everything the newest trailer leads to. */
export function findActiveContent(document: PdfDocument): ActiveContentResult {
  const { current } = document;
  const kinds = new Set<ActiveContent>();
  const seen = new Set<number>();
  const open: PdfValue[] = [current.trailer];
  let complete = true;
  const follow = (value: PdfValue): void => {
    if (value.kind === 'array' || value.kind === 'dictionary' || value.kind === 'stream') open.push(value);
    else if (value.kind === 'reference' && !seen.has(value.objectNumber)) {
      seen.add(value.objectNumber);
      const object = read(current, value.objectNumber);
      if (object === 'unreadable' || seen.size > maxObjects) complete = false;
      else if (object !== undefined) open.push(object);
    }
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'array') next.items.forEach(follow);
    else visit(current, next, kinds, follow);
    if (seen.size > maxObjects) break;
  }
  return { kinds: [...kinds].sort(), reached: seen, complete };
}

function read(view: PdfView, objectNumber: number): PdfValue | undefined | 'unreadable' {
  try {
    return view.object(objectNumber)?.value;
  } catch (error) {
    if (error instanceof PdfError) return 'unreadable';
    throw error;
  }
}

function visit(view: PdfView, value: PdfValue, kinds: Set<ActiveContent>, follow: (value: PdfValue) => void): void {
  const dictionary = value.kind === 'stream' ? value.dictionary : asDictionary(value);
  if (dictionary === undefined) return;
  if (value.kind === 'stream') lookAtStream(value.dictionary, kinds);
  let isTelling = false;
  for (const [key, item] of dictionary.entries) {
    if (telling.has(key)) isTelling = true;
    follow(item);
  }
  if (isTelling) lookAt(view, dictionary, kinds);
}

/** Keys that `lookAt` has something to say about: most dictionaries have none of them. */
const telling = new Set(['S', 'JS', 'JavaScript', 'OCProperties', 'XFA', 'NeedAppearances', 'Subtype']);

function lookAtStream(dictionary: PdfDictionary, kinds: Set<ActiveContent>): void {
  // Data in another file (7.3.8.2), a page of another file drawn here (8.10.4), another image to choose from (8.9.5.4).
  if (['F', 'Ref', 'Alternates', 'OPI'].some((key) => has(dictionary, key))) kinds.add('external');
}

function lookAt(view: PdfView, dictionary: PdfDictionary, kinds: Set<ActiveContent>): void {
  const action = asName(dictionary.get('S'));
  const kind = action !== undefined && Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (kind !== undefined) kinds.add(kind);
  if (has(dictionary, 'JS') || has(dictionary, 'JavaScript')) kinds.add('script');
  if (has(dictionary, 'OCProperties') && hasGroups(view, dictionary)) kinds.add('layers');
  if (has(dictionary, 'XFA')) kinds.add('xfa');
  const regenerate = dictionary.get('NeedAppearances');
  if (regenerate?.kind === 'boolean' && regenerate.value) kinds.add('regenerated-fields');
  const subtype = asName(dictionary.get('Subtype'));
  if (subtype !== undefined && mediaSubtypes.has(subtype) && has(dictionary, 'Rect')) kinds.add('media');
}

/** Some writers put an empty /OCProperties into every file. */
function hasGroups(view: PdfView, catalog: PdfDictionary): boolean {
  const properties = asDictionary(view.get(catalog, 'OCProperties'));
  return properties !== undefined && (asArray(view.get(properties, 'OCGs'))?.items.length ?? 0) > 0;
}

function has(dictionary: PdfDictionary, key: string): boolean {
  const value = dictionary.get(key);
  return value !== undefined && value.kind !== 'null';
}
