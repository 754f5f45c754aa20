import { asDictionary } from '#pdf/read';
import { differingKeys } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import type { StepContext } from './step-context.js';

/** Set by every tool that saves. Title, author and the like are content and stay. */
const savingKeys = new Set(['ModDate', 'Producer']);

/** The document information dictionary may note that the file was saved, when the saving was a signature or its data. */
export function checkDocumentInformation(step: StepAnalysis, context: StepContext, before: Placed, after: Placed): void {
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  const keys = differingKeys(step.bytes, was, is);
  if (keys.length === 0) {
    step.explain(before, after);
    return;
  }
  // Some signers leave /Info out of the new trailer; the old dictionary is then simply not shown.
  const dropped = after.value === undefined;
  const moved = before.reference !== undefined && after.reference?.objectNumber !== before.reference.objectNumber && !step.isFresh(after.reference);
  if (!context.accompanied || (!dropped && (is === undefined || moved || keys.some((key) => !savingKeys.has(key))))) {
    step.forbid({ category: 'META', rule: 'document-information-changed', path: 'Info' });
    return;
  }
  step.explain(before, after);
  step.permit({ category: 'META', rule: 'saving-noted', path: 'Info' });
}
