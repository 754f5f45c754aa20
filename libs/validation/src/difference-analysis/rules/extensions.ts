import { asArray, asDictionary, asInteger, asName, type PdfDictionary, type PdfValue } from '#pdf/read';
import { differingKeys } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';

const levelKeys = new Set(['Type', 'BaseVersion', 'ExtensionLevel', 'ExtensionRevision', 'URL']);

/**
 * Developer extensions (ISO 32000-2 7.12): entries may be added and levels may rise; nothing may vanish or sink. Values are
 * flat, so nothing can be smuggled in.
 */
export function checkExtensions(step: StepAnalysis, before: Placed, after: Placed): void {
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (before.value === undefined && after.value === undefined) return;
  const keys = differingKeys(step.bytes, was, is);
  const bad = is === undefined || is.duplicateKeys.length > 0 || keys.some((key) => !mayChange(step, before, was, is, key));
  if (bad) {
    step.forbid({ category: 'STRUCT', rule: 'extensions-changed', path: 'Root/Extensions' });
    return;
  }
  step.explain(before, after);
  if (keys.length > 0) step.permit({ category: 'LTA', rule: 'extensions-added', path: 'Root/Extensions' });
}

function mayChange(step: StepAnalysis, before: Placed, was: PdfDictionary | undefined, is: PdfDictionary, key: string): boolean {
  if (key === 'Type') return true;
  const from = step.before(before.place, was, key).value;
  const to = step.after(is, key).value;
  const floor = highestLevel(from);
  const level = highestLevel(to);
  return level !== undefined && (from === undefined || (floor !== undefined && level >= floor));
}

/** The level of one extension dictionary, or the highest of an array of them (PDF 2.0); undefined when it is neither. */
function highestLevel(value: PdfValue | undefined): number | undefined {
  const items = asArray(value)?.items;
  if (items !== undefined) {
    const levels = items.map(highestLevel);
    return levels.some((level) => level === undefined) ? undefined : Math.max(0, ...levels.filter((level) => level !== undefined));
  }
  const dictionary = asDictionary(value);
  if (dictionary === undefined || [...dictionary.entries.keys()].some((key) => !levelKeys.has(key))) return undefined;
  if (asName(dictionary.get('BaseVersion')) === undefined) return undefined;
  return asInteger(dictionary.get('ExtensionLevel'));
}
