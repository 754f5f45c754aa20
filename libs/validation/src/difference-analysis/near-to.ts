import { asDictionary, asName, type PdfValue, type PdfView } from '#pdf/read';
import type { ReferenceIndex } from './reference-index.js';
import { present } from './same-value.js';

/** /AP, its states, a stream, what the stream uses: no rule about fields looks further. */
const maxSteps = 4;

/**
 * The objects that refer to a changed one, directly or over plain objects in between. On a chain of references the object
 * before the first changed one is as it was, so the references of the state after the step serve for both states.
 */
export function nearTo(changed: ReadonlySet<number>, { index, before }: { readonly index: ReferenceIndex; readonly before: PdfView }): ReadonlySet<number> {
  const near = new Set(changed);
  let edge: readonly number[] = [...changed];
  for (let step = 0; step < maxSteps && edge.length > 0; step++) {
    const next: number[] = [];
    for (const objectNumber of edge) {
      if (step > 0 && !isPlain(before.object(objectNumber)?.value)) continue;
      for (const referrer of index.referrers(objectNumber)) {
        if (near.has(referrer)) continue;
        near.add(referrer);
        next.push(referrer);
      }
    }
    edge = next;
  }
  return near;
}

function isPlain(value: PdfValue | undefined): boolean {
  const dictionary = asDictionary(value);
  if (dictionary === undefined) return true;
  const type = asName(present(dictionary, 'Type'));
  return type !== 'Page' && type !== 'Pages' && type !== 'Annot' && type !== 'Catalog' && present(dictionary, 'FT') === undefined && present(dictionary, 'Subtype') === undefined;
}
