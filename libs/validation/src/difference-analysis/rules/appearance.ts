import { asDictionary } from '#pdf/read';
import { present } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import type { WidgetPair } from './field-pair.js';

const appearanceKeys = new Set(['N', 'R', 'D']);

/**
 * The appearance of a field that was filled: new streams, or streams overwritten in place. In the second case the stream,
 * and the dictionaries on the way to it, must be used nowhere else: the all-paths rule sees to that, since this rule
 * comes by exactly one use of each.
 */
export function visitAppearance(step: StepAnalysis, widget: WidgetPair): boolean {
  const before = step.before(widget.before.place, widget.was, 'AP');
  const after = step.after(widget.is, 'AP');
  const is = asDictionary(after.value);
  if (after.value === undefined) return before.value === undefined;
  if (is === undefined || is.duplicateKeys.length > 0 || [...is.entries.keys()].some((key) => !appearanceKeys.has(key))) return false;
  step.explain(before, after);
  // The dictionary it had, if an object of its own, must not live on somewhere else.
  const left = before.reference !== undefined && after.reference?.objectNumber !== before.reference.objectNumber;
  if (left && before.reference !== undefined && step.isReachableAfter(before.reference)) return false;
  const was = asDictionary(before.value);
  return [...is.entries.keys()].every((key) => visitEntry(step, step.before(before.place, was, key), step.after(is, key)));
}

/** A stream, or a dictionary of streams by state (ISO 32000-2 12.5.5). */
function visitEntry(step: StepAnalysis, before: Placed, after: Placed): boolean {
  step.explain(before, after);
  if (after.value?.kind === 'stream' || after.value === undefined) return true;
  const is = asDictionary(after.value);
  if (is === undefined || is.duplicateKeys.length > 0) return false;
  const was = asDictionary(before.value);
  return [...is.entries.keys()].every((state) => {
    const from = step.before(before.place, was, state);
    const to = step.after(is, state);
    step.explain(from, to);
    return to.value === undefined || to.value.kind === 'stream';
  });
}

/** Zero area or none: nothing to see (BLTA-04). */
export function isInvisible(step: StepAnalysis, widget: Placed): boolean {
  const rect = rectangle(step, widget);
  return rect === undefined || rect[0] === rect[2] || rect[1] === rect[3];
}

export function rectangle(step: StepAnalysis, widget: Placed): [number, number, number, number] | undefined {
  const value = step.after(asDictionary(widget.value), 'Rect').value;
  if (value?.kind !== 'array') return undefined;
  const [a, b, c, d] = value.items.map((item) => {
    const resolved = step.input.after.resolve(item);
    return resolved.kind === 'number' ? resolved.value : Number.NaN;
  });
  // A rectangle that is not four numbers is no rectangle; it is shown somewhere or nowhere, so it does not count as none.
  return a === undefined || b === undefined || c === undefined || d === undefined ? [0, 0, Number.NaN, Number.NaN] : [a, b, c, d];
}

/** Flags that hide an annotation: invisible, hidden, no view (ISO 32000-2 Table 167). */
export const hidingFlags = 1 | 2 | 32;

export function flagsOf(step: StepAnalysis, widget: Placed, view: 'before' | 'after'): number {
  const raw = present(asDictionary(widget.value), 'F');
  const value = raw === undefined ? undefined : step.input[view].resolve(raw);
  return value?.kind === 'number' ? value.value : 0;
}
