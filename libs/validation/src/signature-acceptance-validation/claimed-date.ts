import { asString, decodeTextString, parsePdfDate, type PdfDate, type PdfDictionary } from '#pdf/read';

const known = new WeakMap<PdfDictionary, { readonly date: PdfDate | undefined }>();

/** /M of a signature dictionary, which several checks ask for; undefined when it is no date. */
export function claimedDate(dictionary: PdfDictionary): PdfDate | undefined {
  const found = known.get(dictionary);
  if (found !== undefined) return found.date;
  const text = asString(dictionary.get('M'));
  const date = text === undefined ? undefined : parsePdfDate(decodeTextString(text));
  known.set(dictionary, { date });
  return date;
}
