import { asArray, asDictionary, asInteger, asName, asString, decodeTextString, type FormField, type PdfDictionary, type PdfValue, type PdfView } from '#pdf/read';
import { rectangleOf } from './rectangle.js';

const maxParents = 32;

/**
 * Boxes of form fields that stand on pages and in no form: some readers treat them as fields, others only paint them. Given as fields, so
 * that they can be looked at like the others.
 */
export function strayFields(view: PdfView, listed: readonly FormField[]): FormField[] {
  const known = new Set(listed.flatMap(({ widgets }) => widgets.map(({ reference }) => reference?.objectNumber)));
  return view.pages().flatMap((page) =>
    (asArray(view.get(page.dictionary, 'Annots'))?.items ?? []).flatMap((item) => {
      if (item.kind === 'reference' && known.has(item.objectNumber)) return [];
      const dictionary = asDictionary(view.resolve(item));
      if (dictionary === undefined || asName(view.get(dictionary, 'Subtype')) !== 'Widget') return [];
      return [fieldOf(view, item, dictionary)];
    }),
  );
}

function fieldOf(view: PdfView, item: PdfValue, dictionary: PdfDictionary): FormField {
  const raw = inherited(view, dictionary, 'V');
  const value = raw === undefined ? undefined : view.resolve(raw);
  const type = inherited(view, dictionary, 'FT');
  const fieldType = type === undefined ? undefined : asName(view.resolve(type));
  const flags = inherited(view, dictionary, 'Ff');
  const name = asString(view.get(dictionary, 'T'));
  const rect = rectangleOf(view, view.get(dictionary, 'Rect'));
  return {
    name: name === undefined ? '' : decodeTextString(name),
    ...(item.kind === 'reference' ? { reference: item } : {}),
    dictionary,
    ...(fieldType === undefined ? {} : { fieldType }),
    flags: flags === undefined ? 0 : (asInteger(view.resolve(flags)) ?? 0),
    ...(raw === undefined || value === undefined || value.kind === 'null' ? {} : { rawValue: raw, value }),
    widgets: [{ dictionary, ...(rect === undefined ? {} : { rect }) }],
  };
}

function inherited(view: PdfView, dictionary: PdfDictionary, key: string): PdfValue | undefined {
  let at: PdfDictionary | undefined = dictionary;
  for (let depth = 0; at !== undefined && depth < maxParents; depth += 1) {
    const value = at.get(key);
    if (value !== undefined) return value;
    at = asDictionary(view.get(at, 'Parent'));
  }
  return undefined;
}
