import { asDictionary, asReference } from '#pdf/read';
import { present } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';
import { objectNumber, type WidgetPair } from './field-pair.js';
import type { StepContext } from './step-context.js';

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

export interface WidgetPlace {
  readonly rect?: readonly [number, number, number, number];
  readonly page?: number;
  readonly objectNumber?: number;
}

/**
 * Where widgets with an area stand. Flags that hide are not looked at: readers differ in which of them they heed. At least
 * one place, empty when nothing can be seen.
 */
export function placesOf(step: StepAnalysis, context: StepContext, widgets: readonly Placed[]): readonly WidgetPlace[] {
  const places = widgets.flatMap((widget): WidgetPlace[] => {
    const rect = rectangle(step, widget);
    if (rect === undefined || isInvisible(step, widget)) return [];
    const page = pageNumberOf(step, context, widget);
    return [{ rect, ...(page === undefined ? {} : { page }), ...objectNumber(widget) }];
  });
  return places.length === 0 ? [{}] : places;
}

/** The page whose annotations hold the widget, else the one that the widget names. */
function pageNumberOf(step: StepAnalysis, context: StepContext, widget: Placed): number | undefined {
  const pages = context.memory.pagesOf(step.input.before);
  const named = asReference(present(asDictionary(widget.value), 'P'))?.objectNumber;
  const holders = widget.reference === undefined ? [] : [...step.input.index.referrers(widget.reference.objectNumber)];
  const candidates = [...holders, ...holders.flatMap((holder) => [...step.input.index.referrers(holder)].filter(() => step.input.after.object(holder)?.value.kind === 'array')), ...(named === undefined ? [] : [named])];
  const found = candidates.map((number) => pages.get(number)).find((page) => page !== undefined);
  return found === undefined ? undefined : found.index + 1;
}

/** Flags that hide an annotation: invisible, hidden, no view (ISO 32000-2 Table 167). */
export const hidingFlags = 1 | 2 | 32;

export function flagsOf(step: StepAnalysis, widget: Placed, view: 'before' | 'after'): number {
  const raw = present(asDictionary(widget.value), 'F');
  const value = raw === undefined ? undefined : step.input[view].resolve(raw);
  return value?.kind === 'number' ? value.value : 0;
}
