import { asArray, asNumber, asReference, type PdfFile, type PdfValue } from '#pdf/read';
import { KeptByBytes } from './kept-by-bytes.js';

/** As many as code maps; prepare embeds two fonts for most files. */
const kept = new KeptByBytes<readonly number[]>(64);

/**
 * The widths of a font of ours by code, the first for code 1, in thousandths of an em; undefined for a font that has none as we write them. They
 * are hundreds of numbers, and nothing else of the font that holds them is looked at.
 */
export function preparedWidths(document: PdfFile, descendant: PdfValue): readonly number[] | undefined {
  const place = placeOf(document, descendant);
  const known = place === undefined ? undefined : kept.find(document, place.start);
  if (known !== undefined) return known;
  const view = document.current;
  const font = view.resolve(descendant);
  if (font.kind !== 'dictionary') return undefined;
  // Our own /W: one stretch from code 1 on.
  const [, list] = asArray(view.get(font, 'W'))?.items ?? [];
  const items = list === undefined ? undefined : asArray(view.resolve(list))?.items;
  if (items === undefined) return undefined;
  const widths = items.map((item) => asNumber(view.resolve(item)) ?? 0);
  // Only what stands in the object itself goes by the object's bytes.
  const isAllHere = font.get('W')?.kind === 'array' && list?.kind === 'array' && items.every(({ kind }) => kind === 'number');
  return place === undefined || !isAllHere ? widths : kept.keep(document, place.start, place.end(), widths);
}

/** An object of its own in the file: from its number to behind `endobj`, and the byte that ends that word. */
function placeOf(document: PdfFile, value: PdfValue): { readonly start: number; readonly end: () => number } | undefined {
  const reference = asReference(value);
  const entry = reference === undefined ? undefined : document.current.entry(reference.objectNumber)?.entry;
  if (reference === undefined || entry?.kind !== 'offset' || entry.generation !== reference.generation) return undefined;
  return { start: entry.offset, end: () => (document.current.object(reference.objectNumber)?.span.end ?? entry.offset) + 1 };
}
