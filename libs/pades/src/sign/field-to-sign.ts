import { asInteger, signatureFields, type FieldWidget, type PdfReference, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import { PadesError } from '../pades-error.js';
import { requireSeedValues } from './seed-values.js';

/** An empty signature field that may be filled, and where it is shown. */
export interface FieldToSign extends Omit<SignatureFieldInfo, 'page'> {
  readonly reference: PdfReference;
  /** The field itself when field and widget are one dictionary. Undefined: nothing that could be given an appearance. */
  readonly widget: (FieldWidget & { readonly reference: PdfReference }) | undefined;
}

/** ISO 32000-2 Table 227. */
const readOnly = 1;

/**
 * The named field (PF-19), whoever made it.
 * @throws PadesError `field-not-found`, `field-already-signed`, `field-locked`, `permission-denied`
 */
export function fieldToSign(view: PdfView, fieldName: string): FieldToSign {
  const fields = signatureFields(view);
  const [field, another] = fields.filter(({ name }) => name === fieldName);
  if (field === undefined) {
    const empty = fields.filter(({ rawValue }) => rawValue === undefined).map(({ name }) => name);
    throw new PadesError('field-not-found', 'there is no such signature field', { field: fieldName, ...(empty.length === 0 ? {} : { empty: empty.slice(0, 20).join(', ') }) });
  }
  if (another !== undefined) throw new PadesError('field-not-found', 'more than one field has this name', { field: fieldName });
  if (field.value !== undefined || field.rawValue !== undefined) throw new PadesError('field-already-signed', 'the field is already signed', { field: fieldName });
  const { reference } = field;
  if (reference === undefined) throw new PadesError('field-not-found', 'the field is not an object of its own, so nothing can be put into it', { field: fieldName });
  if (((asInteger(view.get(field.dictionary, 'Ff')) ?? 0) & readOnly) !== 0) throw new PadesError('field-locked', 'the field is read-only', { field: fieldName });
  requireSeedValues(view, field);
  const { name, dictionary, widgets, widgetRect } = field;
  const shown = widgets.find((widget) => widget.reference !== undefined);
  const widget = shown?.reference === undefined ? undefined : { ...shown, reference: shown.reference };
  // Not spread: `page` would walk the page tree.
  return { name, dictionary, widgets, reference, widget, ...(widgetRect === undefined ? {} : { widgetRect }) };
}
