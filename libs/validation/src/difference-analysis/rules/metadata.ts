import { asStream } from '#pdf/read';
import { sameFactsButSaving, xmpFacts } from '../xmp-facts.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import type { StepContext } from './step-context.js';

const maxMetadataBytes = 1024 * 1024;

/** The metadata stream may note a saving, as the information dictionary may; every other statement must stay (XMP). */
export function checkMetadata(step: StepAnalysis, context: StepContext, before: Placed, after: Placed): void {
  if (step.same(before.value, after.value)) {
    step.explain(before, after);
    return;
  }
  const was = asStream(before.value);
  const is = asStream(after.value);
  const factsBefore = was === undefined ? new Map<string, number>() : xmpFacts(step.input.before.streamData(was, maxMetadataBytes));
  const factsAfter = is === undefined ? undefined : xmpFacts(step.input.after.streamData(is, maxMetadataBytes));
  const onlySaved = factsBefore !== undefined && factsAfter !== undefined && sameFactsButSaving(factsBefore, factsAfter);
  if (!context.accompanied || !onlySaved) {
    step.forbid({ category: 'META', rule: 'metadata-changed', path: 'Root/Metadata' });
    return;
  }
  step.explain(before, after);
  step.permit({ category: 'META', rule: 'saving-noted', path: 'Root/Metadata' });
}
