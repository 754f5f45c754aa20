import {
  appearanceContent, asArray, asBoolean, asDictionary, asName, asStream, asString, decodeTextString, PdfError, type FieldWidget, type FormField, type PdfView,
} from '#pdf/read';

/** ISO 32000-2 Table 231: a password is shown as dots. */
const passwordFlag = 1 << 13;

/**
 * Fields whose box shows something else than their value: a reader that draws the box anew shows another document. Names of the fields.
 * Boxes that cannot be read (a font without a map, a damaged stream) are not judged.
 */
export function contradictoryFields(view: PdfView, fields: readonly FormField[]): string[] {
  return fields.filter((field) => contradicts(view, field)).map(({ name }) => name);
}

function contradicts(view: PdfView, field: FormField): boolean {
  if (field.fieldType === 'Btn') return buttonContradicts(view, field);
  if ((field.fieldType !== 'Tx' && field.fieldType !== 'Ch') || (field.flags & passwordFlag) !== 0) return false;
  const values = valuesOf(view, field);
  if (values === undefined) return false;
  return field.widgets.some((widget) => {
    const text = shownIn(view, widget);
    if (text === undefined) return false;
    const seen = condensed(text);
    return field.fieldType === 'Ch' ? !choiceAgrees(view, field, values, seen) : seen !== condensed(values[0] ?? '');
  });
}

const boxLimits = { maxOperators: 20_000, maxItems: 2_000, maxDepth: 5, maxBytes: 1024 * 1024 };

/** Undefined when it cannot be told. */
function shownIn(view: PdfView, { dictionary, rect = { left: 0, bottom: 0, right: 1, top: 1 } }: FieldWidget): string | undefined {
  const appearance = asDictionary(view.get(dictionary, 'AP'));
  const normal = appearance === undefined ? undefined : asStream(view.get(appearance, 'N'));
  if (normal === undefined) return undefined;
  try {
    const { texts, problems } = appearanceContent(view, normal, rect, boxLimits);
    const said = texts.filter(({ visible }) => visible).map(({ text }) => text).join('');
    return problems.length > 0 || said.includes('\ufffd') ? undefined : said;
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}

/** Undefined for values that are no text: rich text streams. No value is one empty text. */
function valuesOf(view: PdfView, { value }: FormField): string[] | undefined {
  if (value === undefined) return [''];
  if (value.kind === 'string') return [decodeTextString(value)];
  if (value.kind !== 'array') return undefined;
  return value.items.flatMap((item) => {
    const text = asString(view.resolve(item));
    return text === undefined ? [] : [decodeTextString(text)];
  });
}

/** Line breaks, kerning and spaces are the box's own. */
function condensed(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u0000]+/gu, '');
}

/** A list shows all its options, a combination box the display text of the chosen one (Table 234). What is chosen must be among what is seen. */
function choiceAgrees(view: PdfView, field: FormField, values: readonly string[], seen: string): boolean {
  if (seen === '' && values.every((value) => value === '')) return true;
  const display = new Map(optionsOf(view, field));
  const chosen = values.map((value) => condensed(display.get(value) ?? value));
  const listed = [...display.values()].map(condensed);
  if (chosen.every((text) => text === '')) return listed.some((text) => text !== '' && seen.includes(text)) || seen === '';
  return chosen.every((text) => seen.includes(text));
}

function optionsOf(view: PdfView, field: FormField): [string, string][] {
  return (asArray(view.get(field.dictionary, 'Opt'))?.items ?? []).flatMap((item): [string, string][] => {
    const option = view.resolve(item);
    const parts = (option.kind === 'array' ? option.items.map((part) => view.resolve(part)) : [option]).flatMap((part) => (part.kind === 'string' ? [decodeTextString(part)] : []));
    const [exported, shown = exported] = parts;
    return exported === undefined || shown === undefined ? [] : [[exported, shown]];
  });
}

/** Table 229: pushbuttons have no value. A box or radio button shows the state /AS names; its field says which is on. */
const pushButton = 1 << 16;

function buttonContradicts(view: PdfView, field: FormField): boolean {
  if ((field.flags & pushButton) !== 0) return false;
  const value = asName(field.value) ?? 'Off';
  const states = field.widgets.map(({ dictionary }) => asName(view.get(dictionary, 'AS')));
  if (states.every((state) => state === undefined)) return false;
  if (states.some((state) => state !== undefined && state !== 'Off' && state !== value)) return true;
  return value !== 'Off' && !states.includes(value);
}

/** Readers are told to draw all boxes anew: what is stored in the file is then not what is seen. */
export function needsAppearances(view: PdfView): boolean {
  const form = asDictionary(view.get(view.catalog, 'AcroForm'));
  return form !== undefined && asBoolean(view.get(form, 'NeedAppearances')) === true;
}
