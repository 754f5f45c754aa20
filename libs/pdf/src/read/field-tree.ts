import { asDictionary, asInteger, asName, asString } from './accessors.js';
import type { PdfPage, PdfView, Rectangle } from './model.js';
import { rectangleOf } from './page-tree.js';
import { PdfError } from './pdf-error.js';
import { decodeTextString } from './text-string.js';
import type { PdfDictionary, PdfReference, PdfValue, ResolvedValue } from './values.js';

export interface FieldWidget {
  /** Undefined for a widget written directly into /Kids, which is not allowed but harmless to see. */
  readonly reference?: PdfReference;
  readonly dictionary: PdfDictionary;
  readonly rect?: Rectangle;
}

/** A terminal field with its widgets (ISO 32000-2 12.7.4). Inherited attributes are resolved. */
export interface FormField {
  /** Fully qualified, partial names joined by full stops; '' when no ancestor has /T. */
  readonly name: string;
  readonly reference?: PdfReference;
  readonly dictionary: PdfDictionary;
  /** `Sig`, `Tx`, `Btn`, `Ch`. */
  readonly fieldType?: string;
  readonly flags: number;
  /** /V as written, possibly a reference, possibly inherited. */
  readonly rawValue?: PdfValue;
  readonly value?: ResolvedValue;
  /** The field itself when field and widget are one dictionary, else its kids. */
  readonly widgets: readonly FieldWidget[];
}

export interface SignatureFieldInfo {
  readonly name: string;
  readonly reference?: PdfReference;
  readonly dictionary: PdfDictionary;
  /** Where /V points; undefined for an empty field or a signature dictionary written directly into the field. */
  readonly valueReference?: PdfReference;
  /** The signature dictionary. Undefined when the field is empty; see `rawValue` for what is no dictionary. */
  readonly value?: PdfDictionary;
  readonly rawValue?: PdfValue;
  readonly widgets: readonly FieldWidget[];
  /** Of the first widget. */
  readonly widgetRect?: Rectangle;
  /** The page the first widget names in /P, or whose /Annots holds it. Walks the page tree when it is asked for. */
  readonly page: PdfPage | undefined;
}

interface Inherited {
  readonly name: string;
  readonly fieldType: string | undefined;
  readonly flags: number;
  readonly rawValue: PdfValue | undefined;
}

const maxDepth = 100;
const maxNodes = 200_000;

/** A view never changes, and signing asks the same one several times. */
const known = new WeakMap<PdfView, readonly FormField[]>();

/** All terminal fields, in tree order. Throws `circular-field-tree`, `malformed-field-tree`, `limit-exceeded`. */
export function formFields(view: PdfView): readonly FormField[] {
  const before = known.get(view);
  if (before !== undefined) return before;
  const fields = readFields(view);
  known.set(view, fields);
  return fields;
}

function readFields(view: PdfView): FormField[] {
  const form = asDictionary(view.get(view.catalog, 'AcroForm'));
  const fields: FormField[] = [];
  if (form === undefined) return fields;
  const roots = view.get(form, 'Fields');
  if (roots === undefined) return fields;
  if (roots.kind !== 'array') throw new PdfError('malformed-field-tree', '/Fields is not an array');
  const seen = new Set<number>();
  const nothing: Inherited = { name: '', fieldType: undefined, flags: 0, rawValue: undefined };
  for (const root of roots.items) walk(view, root, nothing, 0, seen, fields);
  return fields;
}

function walk(view: PdfView, at: PdfValue, above: Inherited, depth: number, seen: Set<number>, fields: FormField[]): void {
  if (at.kind === 'reference') {
    const { objectNumber } = at;
    if (seen.has(objectNumber)) throw new PdfError('circular-field-tree', 'field met twice', { objectNumber });
    seen.add(objectNumber);
  }
  if (depth > maxDepth || seen.size > maxNodes) throw new PdfError('limit-exceeded', 'field tree too large');
  const dictionary = asDictionary(view.resolve(at));
  if (dictionary === undefined) throw new PdfError('malformed-field-tree', 'field is not a dictionary');
  const own = inherit(view, dictionary, above);
  const kids = view.get(dictionary, 'Kids');
  if (kids !== undefined && kids.kind !== 'array') throw new PdfError('malformed-field-tree', '/Kids is not an array');
  const items = kids?.items ?? [];
  const isParent = items.some((kid) => isField(view, kid));
  if (isParent) {
    for (const kid of items) walk(view, kid, own, depth + 1, seen, fields);
    return;
  }
  if (fields.length + items.length > maxNodes) throw new PdfError('limit-exceeded', 'too many fields');
  const widgets = items.length === 0 ? [widgetOf(view, at, dictionary)] : items.map((kid) => kidWidget(view, kid, seen));
  fields.push(terminal(view, at, dictionary, own, widgets));
}

/** A kid with a partial name, or with kids of its own, is a field; otherwise it is a widget of its parent. */
function isField(view: PdfView, kid: PdfValue): boolean {
  const dictionary = asDictionary(view.resolve(kid));
  return dictionary !== undefined && (dictionary.get('T') !== undefined || dictionary.get('Kids') !== undefined);
}

function kidWidget(view: PdfView, kid: PdfValue, seen: Set<number>): FieldWidget {
  if (kid.kind === 'reference') {
    const { objectNumber } = kid;
    if (seen.has(objectNumber)) throw new PdfError('circular-field-tree', 'widget met twice', { objectNumber });
    seen.add(objectNumber);
  }
  const dictionary = asDictionary(view.resolve(kid));
  if (dictionary === undefined) throw new PdfError('malformed-field-tree', 'kid is not a dictionary');
  return widgetOf(view, kid, dictionary);
}

function inherit(view: PdfView, dictionary: PdfDictionary, above: Inherited): Inherited {
  const partial = asString(view.get(dictionary, 'T'));
  const own = dictionary.get('V');
  const name = partial === undefined ? above.name : [above.name, decodeTextString(partial)].filter((part) => part !== '').join('.');
  return {
    name,
    fieldType: asName(view.get(dictionary, 'FT')) ?? above.fieldType,
    flags: asInteger(view.get(dictionary, 'Ff')) ?? above.flags,
    rawValue: own === undefined || own.kind === 'null' ? above.rawValue : own,
  };
}

function widgetOf(view: PdfView, at: PdfValue, dictionary: PdfDictionary): FieldWidget {
  const rect = rectangleOf(view, view.get(dictionary, 'Rect'));
  return {
    ...(at.kind === 'reference' ? { reference: at } : {}),
    dictionary,
    ...(rect === undefined ? {} : { rect }),
  };
}

function terminal(view: PdfView, at: PdfValue, dictionary: PdfDictionary, own: Inherited, widgets: readonly FieldWidget[]): FormField {
  const { name, fieldType, flags, rawValue } = own;
  const value = rawValue === undefined ? undefined : view.resolve(rawValue);
  const present = rawValue !== undefined && value !== undefined && value.kind !== 'null';
  return {
    name,
    ...(at.kind === 'reference' ? { reference: at } : {}),
    dictionary,
    ...(fieldType === undefined ? {} : { fieldType }),
    flags,
    ...(present ? { rawValue, value } : {}),
    widgets,
  };
}

/** The fields of type /Sig, empty or signed, in tree order. Throws what `formFields` throws. */
export function signatureFields(view: PdfView): SignatureFieldInfo[] {
  return formFields(view)
    .filter((field) => field.fieldType === 'Sig')
    .map((field) => signatureField(view, field));
}

function signatureField(view: PdfView, field: FormField): SignatureFieldInfo {
  const { name, reference, dictionary, rawValue, widgets } = field;
  const value = asDictionary(field.value);
  const [widget] = widgets;
  return {
    name,
    ...(reference === undefined ? {} : { reference }),
    dictionary,
    ...(rawValue?.kind === 'reference' ? { valueReference: rawValue } : {}),
    ...(value === undefined ? {} : { value }),
    ...(rawValue === undefined ? {} : { rawValue }),
    widgets,
    ...(widget?.rect === undefined ? {} : { widgetRect: widget.rect }),
    get page() {
      return widget === undefined ? undefined : pageOf(view, widget);
    },
  };
}

function pageOf(view: PdfView, widget: FieldWidget): PdfPage | undefined {
  const named = widget.dictionary.get('P');
  if (named?.kind === 'reference') {
    const page = view.pages().find(({ reference }) => reference.objectNumber === named.objectNumber);
    if (page !== undefined) return page;
  }
  const number = widget.reference?.objectNumber;
  if (number === undefined) return undefined;
  return view.pages().find(({ dictionary }) => {
    const annotations = view.get(dictionary, 'Annots');
    return annotations?.kind === 'array' && annotations.items.some((item) => item.kind === 'reference' && item.objectNumber === number);
  });
}
