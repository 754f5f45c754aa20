import { asDictionary, asName, type PdfReference } from '#pdf/read';
import { eachReference } from '../references-in.js';
import { present } from '../same-value.js';
import type { StepAnalysis } from '../step-analysis.js';
import type { StepContext } from './step-context.js';

/** Annotations with which people comment (ISO 32000-2 Table 171, markup). No links, widgets, files, media, redactions or watermarks. */
const markup = new Set([
  'Text', 'FreeText', 'Line', 'Square', 'Circle', 'Polygon', 'PolyLine', 'Highlight', 'Underline', 'Squiggly', 'StrikeOut', 'Stamp', 'Caret', 'Ink', 'Popup',
]);
/** What makes a reader do something, or asks it elsewhere what to show. */
const refused = ['A', 'AA', 'OC', 'FS', 'Movie', 'Dest', 'PA'];
const maxObjects = 1_000;

/**
 * The kind of comment a new annotation is; undefined when it is none, does something, or reaches anything but new objects
 * and its own page: then it could give old content another meaning.
 */
export function markupSubtype(step: StepAnalysis, reference: PdfReference, page: number, context: StepContext): string | undefined {
  const annotation = asDictionary(step.afterValue(reference).value);
  const subtype = asName(present(annotation, 'Subtype'));
  if (annotation === undefined || subtype === undefined || !markup.has(subtype) || annotation.duplicateKeys.length > 0) return undefined;
  if (refused.some((key) => present(annotation, key) !== undefined)) return undefined;
  const ownPage = [...context.memory.pagesOf(step.input.before)].find(([, { index }]) => index + 1 === page)?.[0];
  return reachesOnlyNew(step, reference.objectNumber, ownPage) ? subtype : undefined;
}

function reachesOnlyNew(step: StepAnalysis, from: number, page: number | undefined): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!step.fresh.has(next) || seen.size > maxObjects) return false;
    const value = step.input.after.object(next)?.value;
    if (value === undefined) continue;
    eachReference(value, (target) => {
      if (target === page || seen.has(target)) return;
      seen.add(target);
      open.push(target);
    });
  }
  return true;
}
