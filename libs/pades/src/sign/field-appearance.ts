import type { Language } from '#minutes';
import type { PdfDictionary, PdfDocument, SignatureFieldInfo } from '#pdf/read';
import { array, type IncrementalUpdate, name, type WritableReference } from '#pdf/write';
import { longestMethodText, signedAppearance } from '../appearance/signed-appearance.js';
import { signedTexts } from '../appearance/signed-texts.js';
import { FontPool } from '../fonts/font-pool.js';
import { reserveForSignatures } from '../fonts/signature-characters.js';
import { PadesError } from '../pades-error.js';

export interface AppearanceTexts {
  readonly language: Language;
  readonly signingTime: Date;
  readonly timeZone: string;
  readonly methodText: string;
}

/**
 * The form that a signed box shows, as a new stream: it uses the fonts and the name form that prepare put among the empty appearance's
 * resources, and brings none of its own. Undefined for a field that shows nothing.
 * @throws PadesError `missing-glyph` when the text needs more than prepare embedded
 */
export function addSignedAppearance(update: IncrementalUpdate, field: SignatureFieldInfo, texts: AppearanceTexts): WritableReference | undefined {
  const empty = emptyAppearanceOf(update.document, field);
  const box = field.widgetRect;
  if (empty === undefined || box === undefined || texts.methodText.length > longestMethodText) return undefined;
  const size = { width: box.right - box.left, height: box.top - box.bottom };
  const pool = new FontPool();
  reserveForSignatures(pool);
  const reserved = [...pool.codes().values()];
  const content = signedAppearance(size, signedTexts(texts.language, texts.signingTime, texts.timeZone, texts.methodText), pool);
  const used = [...pool.codes().values()];
  if (used.length !== reserved.length || used.some((codes, index) => codes !== reserved[index])) {
    throw new PadesError('missing-glyph', 'the text of the signed box has characters that were not embedded at prepare');
  }
  const resources = empty.get('Resources');
  if (resources === undefined) return undefined;
  return update.addStream({ Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, size.width, size.height]), Resources: resources }, Buffer.from(content, 'latin1'), { compress: true });
}

function emptyAppearanceOf(document: PdfDocument, field: SignatureFieldInfo): PdfDictionary | undefined {
  const view = document.current;
  const appearance = view.get(field.dictionary, 'AP');
  const normal = appearance?.kind === 'dictionary' ? view.get(appearance, 'N') : undefined;
  return normal?.kind === 'stream' ? normal.dictionary : undefined;
}
