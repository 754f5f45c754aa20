import type { PdfDocument } from '#pdf/read';
import { array, dict, type IncrementalUpdate, name, text } from '#pdf/write';
import type { FieldsForSigning } from '../inspect/fields-for-signing.js';
import { PadesError } from '../pades-error.js';
import type { PageStep } from '../signature-page/content.js';
import { freeNames } from './field-names.js';
import type { PreparedField } from './prepare-request.js';
import { widgetFlags } from './widget-flags.js';

export interface Place {
  readonly field: PreparedField;
  /** Not in the file yet. */
  readonly isNew: boolean;
}

/**
 * A field for every signatory in a file that is signed already: empty ones first, in the order of the form; then, where nobody certified the
 * file, new ones without a place on a page (spec/pades.md "Already signed input").
 * @throws PadesError `input-refused` with refusal `certified-no-field` or `locked-fields` when there are not enough
 */
export function placeWithoutPage(document: PdfDocument, { usable, docMdp, mayAdd }: FieldsForSigning, steps: readonly PageStep[]): Place[] {
  const signatories = steps.flatMap(({ signatories: all }, step) => all.map((signatory, position) => ({ step, position, signatory })));
  const missing = Math.max(0, signatories.length - usable.length);
  if (missing > 0 && docMdp !== undefined) {
    throw new PadesError('input-refused', 'the file is certified and has fewer empty signature fields than signatories', { refusal: 'certified-no-field', fields: usable.length, signatories: signatories.length });
  }
  const added = freeNames(document, missing, mayAdd);
  return signatories.map(({ step, position, signatory }, signatoryIndex) => {
    const existing = usable[signatoryIndex];
    const base = { step, position, signatoryIndex, role: signatory.role, roleTitle: signatory.roleTitle, signatoryName: signatory.name };
    if (existing === undefined) return { field: { ...base, name: added[signatoryIndex - usable.length] ?? '', page: null }, isNew: true };
    return { field: { ...base, name: existing.name, page: existing.page === undefined ? null : existing.page.index + 1 }, isNew: false };
  });
}

/** Invisible: no area, on no page. Nothing that somebody signed looks any different. */
export function addFieldsWithoutPage(update: IncrementalUpdate, fields: readonly PreparedField[]): void {
  update.addFields(fields.map((field) => update.add(invisibleField(field.name, `${field.signatoryName}, ${field.roleTitle}`))));
}

export function invisibleField(fieldName: string, title: string, more: Parameters<typeof dict>[0] = {}) {
  return dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text(fieldName), TU: text(title), F: widgetFlags, Rect: array([0, 0, 0, 0]), ...more });
}
