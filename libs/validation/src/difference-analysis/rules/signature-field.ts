import { asDictionary, asName, type PdfDictionary } from '#pdf/read';
import { differingKeys, present } from '../same-value.js';
import type { StepAnalysis } from '../step-analysis.js';
import { isInvisible, placesOf, visitAppearance } from './appearance.js';
import { objectNumber, type FieldPair, type WidgetPair } from './field-pair.js';
import type { StepContext } from './step-context.js';

/** What signing may write into an empty field and its widget. Never /Rect, /Kids, /Parent, /T, /A, /AA, /Lock (PF-19). */
const signingKeys = new Set(['V', 'AP', 'AS', 'F', 'Ff', 'MK', 'DA', 'M', 'NM', 'Type', 'Subtype', 'P']);

/** An existing signature field: empty ones may be signed, signed ones stay exactly as they are. */
export function checkSignatureField(step: StepAnalysis, context: StepContext, pair: FieldPair): void {
  const parts: readonly WidgetPair[] = pair.widgets.some(({ was }) => was === pair.was) ? pair.widgets : [pair, ...pair.widgets];
  const wasSigned = present(pair.was, 'V') !== undefined;
  const isSigned = present(pair.is, 'V') !== undefined;
  if (!wasSigned && isSigned) {
    checkFilling(step, context, pair, parts);
    return;
  }
  for (const part of parts) {
    if (differingKeys(step.bytes, part.was, part.is).length === 0) continue;
    const rule = !wasSigned ? 'empty-signature-field-changed' : step.same(pair.was.get('V'), pair.is.get('V')) ? 'signed-field-changed' : 'signature-replaced';
    step.forbid({ category: 'UNDEFINED', rule, fieldName: pair.name, ...objectNumber(part.before) });
    step.explain(part.before, part.after, 'back');
  }
}

function checkFilling(step: StepAnalysis, context: StepContext, pair: FieldPair, parts: readonly WidgetPair[]): void {
  const fieldName = pair.name;
  const kind = signatureKind(step, pair.is);
  const bad = parts.some((part) => {
    const appearanceSound = visitAppearance(step, part);
    step.explain(part.before, part.after, 'back');
    const keys = differingKeys(step.bytes, part.was, part.is);
    return !appearanceSound || part.is.duplicateKeys.length > 0 || keys.some((key) => !signingKeys.has(key)) || !samePage(step, part);
  });
  if (kind === undefined || bad) {
    step.forbid({ category: 'UNDEFINED', rule: 'signature-field-changed', fieldName, ...objectNumber(pair.before) });
    return;
  }
  context.accompanied = true;
  for (const { after } of parts) if (after.reference !== undefined) context.filledWidgets.set(after.reference.objectNumber, fieldName);
  const invisible = parts.every((part) => isInvisible(step, part.after));
  if (kind === 'timestamp' && invisible) {
    step.permit({ category: 'LTA', rule: 'document-timestamp', fieldName });
    return;
  }
  const { permissions } = context;
  if (permissions.isLocked(fieldName)) step.forbid({ category: 'SIGFIELD', rule: 'locked-field-changed', fieldName });
  else if (permissions.docMdp === 1) step.forbid({ category: 'SIGFIELD', rule: 'certification-forbids', fieldName });
  else for (const place of placesOf(step, context, parts.map(({ after }) => after))) step.permit({ category: 'SIGFIELD', rule: 'signature-field-filled', fieldName, ...place });
}

/** /P may be added, never moved to another page. */
function samePage(step: StepAnalysis, part: WidgetPair): boolean {
  const was = present(part.was, 'P');
  return was === undefined || step.same(was, present(part.is, 'P'));
}

/** The value a field got: an object of its own that nothing named before, with what makes it a signature. */
export function signatureKind(step: StepAnalysis, field: PdfDictionary): 'signature' | 'timestamp' | undefined {
  const value = step.after(field, 'V');
  const dictionary = asDictionary(value.value);
  if (dictionary === undefined || !step.isFresh(value.reference)) return undefined;
  if (present(dictionary, 'ByteRange') === undefined || present(dictionary, 'Contents') === undefined) return undefined;
  const isStamp = asName(present(dictionary, 'SubFilter')) === 'ETSI.RFC3161' && asName(present(dictionary, 'Type')) !== 'Sig';
  return isStamp ? 'timestamp' : 'signature';
}
