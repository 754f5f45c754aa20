import { inspectForSigning, type IntakeInspection } from '#pades';
import { defaultPolicy, validate } from '#validation';
import type { FileNotice } from '../signing-error.js';

/** What an upload is, with what our own validator says of the signatures that are in it. */
export interface InspectedUpload extends Omit<IntakeInspection, 'refusals'> {
  readonly refusals: readonly FileNotice[];
}

/** A signature that is broken now cannot become whole: whoever signs after it would sign under a forgery. */
const existingSignatureBroken: FileNotice = {
  code: 'existing-signature-broken',
  sv: 'Filen har en underskrift som inte stämmer: den är trasig, eller så har filen ändrats efter den.',
  en: 'The file has a signature that does not hold: it is broken, or the file was changed after it.',
  adviceSv: 'Kontrollera filen på valideringssidan, och be om originalet.',
  adviceEn: 'Check the file on the validation page, and ask for the original.',
};

/** One of our own files, from a case that was never completed. */
const existingCaseIncomplete: FileNotice = {
  code: 'existing-case-incomplete',
  sv: 'Filen kommer från ett ärende där någon ännu inte har skrivit under.',
  en: 'The file comes from a case in which somebody has not signed yet.',
  adviceSv: 'Vänta tills alla har skrivit under, eller ladda upp protokollet som det var före underskrift.',
  adviceEn: 'Wait until everybody has signed, or upload the minutes as they were before signing.',
};

const nobodyTrusted = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };

/**
 * Looks at an upload before a case is made of it. Who made earlier signatures is not asked here; that they stand, and that nothing forbidden
 * happened after them, is. Costs a validation only where there are signatures.
 */
export function inspectUpload(file: Uint8Array, options: { readonly maxBytes: number; readonly now: Date }): InspectedUpload {
  const inspection = inspectForSigning(file, { maxBytes: options.maxBytes });
  if (inspection.existingSignatures === 0 || inspection.refusals.length > 0) return inspection;
  const { document, signatures } = validate(file, nobodyTrusted, defaultPolicy, options.now);
  const stand = signatures.every(({ integrity, changesAfter, indication }) => integrity === 'intact' && changesAfter !== 'forbidden' && changesAfter !== 'unknown' && indication !== 'TOTAL_FAILED');
  if (!stand || document.status === 'not-valid' || document.status === 'unreadable') return { ...inspection, refusals: [existingSignatureBroken] };
  return document.complete === 'no' ? { ...inspection, refusals: [existingCaseIncomplete] } : inspection;
}
