import { formFields, type PdfFile, type PdfView } from '#pdf/read';
import type { IncrementalUpdate, Writable } from '#pdf/write';
import { asReference, dictionaryAt } from './tagging/pdf-values.js';

/**
 * /NeedAppearances tells viewers to draw fields anew from their values, and some then show nothing in a signature field: the box would stay
 * empty whoever has signed. It becomes false where every other field that has something to show has its own appearance, so that nothing looks
 * different; else it stays as it was.
 */
export function settleAppearances(update: IncrementalUpdate, document: PdfFile): void {
  const place = update.currentEntries(document.current.catalogReference).get('AcroForm');
  const form = dictionaryAt(update, place);
  const flag = form === undefined ? undefined : update.current(form.entries.get('NeedAppearances'));
  const isSet = flag === true || (typeof flag === 'object' && flag.kind === 'boolean' && flag.value);
  if (form === undefined || !isSet || !everyFieldIsDrawn(document.current)) return;
  const reference = asReference(place);
  if (reference !== undefined) update.patchDictionary(reference, { NeedAppearances: false });
  else update.setCatalogEntry('AcroForm', { kind: 'dictionary', entries: new Map<string, Writable>([...form.entries, ['NeedAppearances', false]]) });
}

function everyFieldIsDrawn(view: PdfView): boolean {
  return formFields(view)
    .filter(({ fieldType, rawValue }) => fieldType !== 'Sig' && rawValue !== undefined)
    .every(({ widgets }) => widgets.every(({ dictionary }) => {
      const appearance = view.get(dictionary, 'AP');
      return appearance?.kind === 'dictionary' && view.get(appearance, 'N') !== undefined;
    }));
}
