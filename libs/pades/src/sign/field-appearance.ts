import { signingName, type Language } from '#minutes';
import { asArray, asNumber, asStream, asString, decodeTextString, type PdfDictionary, type PdfFile, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import { array, type IncrementalUpdate, name, type WritableReference } from '#pdf/write';
import { signatoryFormName } from '../appearance/signatory-form.js';
import { longestMethodText, type ShownSignatory, signedAppearance } from '../appearance/signed-appearance.js';
import { signedTexts } from '../appearance/signed-texts.js';
import type { NameAndRole } from '../appearance/signatory-lines.js';
import type { AppearanceSize } from '../appearance/signed-box.js';
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
  /** Name in whose printed slot somebody else signs. */
  readonly substituteFor?: string;
  /** Shown whole; '' is none. */
  readonly remark?: string;
}

/** Name and role as the box says them. */
export function shownSignatory({ language, signerName, substituteFor, roleTitle }: AppearanceTexts): NameAndRole {
  return { name: signingName(language, signerName, substituteFor), roleTitle };
}

/**
 * The form that a signed box shows, as a new stream: it uses the fonts and the name form that prepare put among the empty appearance's
 * resources, and brings none of its own. Undefined for a field that shows nothing, or that is not of our making.
 * @throws PadesError `missing-glyph` when the text needs more than prepare embedded, `bad-content` when the method text is too long for the box
 */
export function addSignedAppearance(update: IncrementalUpdate, field: Omit<SignatureFieldInfo, 'page'>, texts: AppearanceTexts): WritableReference | undefined {
  const box = field.widgetRect === undefined ? undefined : preparedBox(update.document, field);
  if (box === undefined) return undefined;
  if (texts.methodText.length > longestMethodText) throw new PadesError('bad-content', 'the text on how the person was identified is too long for the box', { longest: longestMethodText });
  const shown = shownSignatory(texts);
  const signatory: ShownSignatory = preparedFor(update.document.current, field, box.resources, `${shown.name}, ${shown.roleTitle}`) ?? shown;
  const content = signedAppearance(box, signatory, signedTexts(texts.language, texts.signingTime, texts.timeZone, texts.methodText, texts.remark), box.setter);
  const entries = { Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, box.width, box.height]), Resources: box.empty.get('Resources') ?? box.resources };
  // As the empty one is, which is plain: compressing would save 300 bytes of 8,000 and take longer than drawing; only boxes of older files are compressed.
  return update.addStream(entries, Buffer.from(content, 'latin1'), { compress: box.empty.get('Filter') !== undefined });
}

interface PreparedBox extends AppearanceSize {
  readonly empty: PdfDictionary;
  readonly resources: PdfDictionary;
  readonly setter: PreparedTextSetter;
}

/** What prepare left in the field: the empty appearance with its size, and fonts. */
function preparedBox(document: PdfFile, field: Omit<SignatureFieldInfo, 'page'>): PreparedBox | undefined {
  const view = document.current;
  const appearance = view.get(field.dictionary, 'AP');
  const normal = appearance?.kind === 'dictionary' ? view.get(appearance, 'N') : undefined;
  const empty = normal?.kind === 'stream' ? normal.dictionary : undefined;
  const resources = empty === undefined ? undefined : view.get(empty, 'Resources');
  const size = empty === undefined ? undefined : sizeOf(view, empty);
  // The form with the expected name tells a box of our making; the fonts of others may lack or mean anything.
  const forms = resources?.kind === 'dictionary' ? view.get(resources, 'XObject') : undefined;
  const isOurs = forms?.kind === 'dictionary' && forms.get(signatoryFormName) !== undefined;
  const setter = resources?.kind === 'dictionary' && isOurs ? PreparedTextSetter.from(document, resources) : undefined;
  return empty === undefined || resources?.kind !== 'dictionary' || size === undefined || setter === undefined ? undefined : { empty, resources, setter, ...size };
}

/** Prepare wrote the expected name and role into /TU (the field's name for people), and drew them as a form. */
function preparedFor(view: PdfView, field: Omit<SignatureFieldInfo, 'page'>, resources: PdfDictionary, shown: string): ShownSignatory | undefined {
  const expected = asString(view.get(field.dictionary, 'TU'));
  const forms = view.get(resources, 'XObject');
  const form = forms?.kind === 'dictionary' ? asStream(view.get(forms, signatoryFormName)) : undefined;
  const [, bottom, , top] = form === undefined ? [] : boxOf(view, form.dictionary);
  // The form may be drawn as far above its height as below its origin.
  return expected !== undefined && bottom !== undefined && top !== undefined && decodeTextString(expected) === shown ? { preparedHeight: top + bottom } : undefined;
}

/** Left, bottom, right, top. */
function boxOf(view: PdfView, form: PdfDictionary): readonly (number | undefined)[] {
  return asArray(view.get(form, 'BBox'))?.items.map((item) => asNumber(view.resolve(item))) ?? [];
}

/** Our boxes have their origin at the lower left. */
function sizeOf(view: PdfView, form: PdfDictionary): AppearanceSize | undefined {
  const [left, bottom, width, height] = boxOf(view, form);
  return left === 0 && bottom === 0 && width !== undefined && height !== undefined && width > 0 && height > 0 ? { width, height } : undefined;
}
