import type { Language } from '#minutes';
import { asString, decodeTextString, type PdfDictionary, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import { array, type IncrementalUpdate, name, type WritableReference } from '#pdf/write';
import { longestMethodText, signatoryFormName, signedAppearance } from '../appearance/signed-appearance.js';
import { signedTexts } from '../appearance/signed-texts.js';
import { PreparedTextSetter } from '../fonts/prepared-text-setter.js';
import { PadesError } from '../pades-error.js';

export interface AppearanceTexts {
  /** As in the certificate: the box never shows another name than the signature carries. */
  readonly signerName: string;
  readonly roleTitle: string;
  readonly language: Language;
  readonly signingTime: Date;
  readonly timeZone: string;
  readonly methodText: string;
}

/**
 * The form that a signed box shows, as a new stream: it uses the fonts and the name form that prepare put among the empty appearance's
 * resources, and brings none of its own. Undefined for a field that shows nothing, or that is not of our making.
 * @throws PadesError `missing-glyph` when the text needs more than prepare embedded, `bad-content` when the method text is too long for the box
 */
export function addSignedAppearance(update: IncrementalUpdate, field: Omit<SignatureFieldInfo, 'page'>, texts: AppearanceTexts): WritableReference | undefined {
  const view = update.document.current;
  const empty = emptyAppearanceOf(view, field);
  const box = field.widgetRect;
  const resources = empty === undefined ? undefined : view.get(empty, 'Resources');
  if (box === undefined || resources?.kind !== 'dictionary') return undefined;
  const setter = PreparedTextSetter.from(view, resources);
  if (setter === undefined) return undefined;
  if (texts.methodText.length > longestMethodText) throw new PadesError('bad-content', 'the text on how the person was identified is too long for the box', { longest: longestMethodText });
  const size = { width: box.right - box.left, height: box.top - box.bottom };
  const { signerName, roleTitle } = texts;
  const shown = isPreparedFor(view, field, resources, signerName, roleTitle) ? 'as-prepared' : { name: signerName, roleTitle };
  const content = signedAppearance(size, shown, signedTexts(texts.language, texts.signingTime, texts.timeZone, texts.methodText), setter);
  return update.addStream({ Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, size.width, size.height]), Resources: empty?.get('Resources') ?? resources }, Buffer.from(content, 'latin1'), { compress: true });
}

/** Prepare wrote the expected name and role into /TU (the field's name for people). */
function isPreparedFor(view: PdfView, field: Omit<SignatureFieldInfo, 'page'>, resources: PdfDictionary, signerName: string, roleTitle: string): boolean {
  const expected = asString(view.get(field.dictionary, 'TU'));
  const forms = view.get(resources, 'XObject');
  return expected !== undefined && decodeTextString(expected) === `${signerName}, ${roleTitle}` && forms?.kind === 'dictionary' && forms.get(signatoryFormName) !== undefined;
}

function emptyAppearanceOf(view: PdfView, field: Omit<SignatureFieldInfo, 'page'>): PdfDictionary | undefined {
  const appearance = view.get(field.dictionary, 'AP');
  const normal = appearance?.kind === 'dictionary' ? view.get(appearance, 'N') : undefined;
  return normal?.kind === 'stream' ? normal.dictionary : undefined;
}
