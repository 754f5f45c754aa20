import type { PdfDocument } from '#pdf/read';
import type { FieldsForSigning } from '../inspect/fields-for-signing.js';
import { PadesError } from '../pades-error.js';
import type { PageStep } from '../signature-page/content.js';
import { freeNames } from './field-names.js';
import type { PreparedField } from './prepare-request.js';

/**
 * A field for every signatory in a file that is signed already: empty ones first, in the order of the form; then, where nobody certified the
 * file, names for new ones without a place on a page (spec/pades.md "Already signed input"), which come into the file together with their
 * signatures: an empty field added after somebody signed is a change that nobody permitted.
 * @throws PadesError `input-refused` with refusal `certified-no-field` or `locked-fields` when there are not enough
 */
export function placeWithoutPage(document: PdfDocument, { usable, docMdp, mayAdd }: FieldsForSigning, steps: readonly PageStep[]): PreparedField[] {
  const signatories = steps.flatMap(({ signatories: all }, step) => all.map((signatory, position) => ({ step, position, signatory })));
  const missing = Math.max(0, signatories.length - usable.length);
  if (missing > 0 && docMdp !== undefined) {
    throw new PadesError('input-refused', 'the file is certified and has fewer empty signature fields than signatories', { refusal: 'certified-no-field', fields: usable.length, signatories: signatories.length });
  }
  const added = freeNames(document, missing, mayAdd);
  return signatories.map(({ step, position, signatory }, signatoryIndex) => {
    const existing = usable[signatoryIndex];
    const base = { step, position, signatoryIndex, role: signatory.role, roleTitle: signatory.roleTitle, signatoryName: signatory.name };
    if (existing === undefined) return { ...base, name: added[signatoryIndex - usable.length] ?? '', page: null };
    return { ...base, name: existing.name, page: existing.page === undefined ? null : existing.page.index + 1 };
  });
}
