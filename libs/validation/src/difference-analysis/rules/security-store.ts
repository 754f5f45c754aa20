import { asDictionary, asName, type PdfDictionary, type PdfValue } from '#pdf/read';
import { eachReference } from '../references-in.js';
import { differingKeys } from '../same-value.js';
import type { Placed, StepAnalysis } from '../step-analysis.js';

const arrayKeys = ['Certs', 'CRLs', 'OCSPs'];
const entryArrayKeys = ['Cert', 'CRL', 'OCSP'];
const storeKeys = new Set(['Type', 'VRI', ...arrayKeys]);
/** More than any store holds; what lies beyond counts as foreign. */
const maxHeld = 100_000;
const entryKeys = new Set(['Type', 'TU', 'TS', ...entryArrayKeys]);

/**
 * The document security store (ISO 32000-2 12.8.4.3, BLT-03) may grow. Everything in it is a stream, so no dictionary can
 * be smuggled in; streams already there stay as they are (an overwritten one is an object that no rule takes on).
 * Losing items is told and permitted, since earlier revisions keep what their timestamps cover; losing the store
 * is not.
 */
export function checkSecurityStore(step: StepAnalysis, before: Placed, after: Placed): boolean {
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (before.value === undefined && after.value === undefined) return false;
  if (is === undefined || !isStore(is)) {
    step.forbid({ category: 'UNDEFINED', rule: after.value === undefined ? 'security-store-removed' : 'security-store-malformed', path: 'Root/DSS' });
    return false;
  }
  step.explain(before, after);
  const walk: StoreWalk = { step, held: heldBy(step, before), touched: differingKeys(step.bytes, was, is).length > 0, lost: false, gained: false, sound: true };
  for (const key of arrayKeys) compareArray(walk, { before: step.before(before.place, was, key), after: step.after(is, key) });
  compareEntries(walk, step.before(before.place, was, 'VRI'), step.after(is, 'VRI'));
  if (!walk.sound) step.forbid({ category: 'UNDEFINED', rule: 'security-store-malformed', path: 'Root/DSS' });
  // Only taking away is no maintenance of the store: whoever does that has another reason.
  else if (walk.lost && !walk.gained) step.forbid({ category: 'UNDEFINED', rule: 'security-store-emptied', path: 'Root/DSS' });
  else if (walk.lost) step.permit({ category: 'LTA', rule: 'security-store-shrunk', path: 'Root/DSS' });
  else if (walk.touched) step.permit({ category: 'LTA', rule: 'security-store', path: 'Root/DSS' });
  return walk.touched && walk.sound;
}

interface StoreWalk {
  readonly step: StepAnalysis;
  /** Numbers of the streams that the store held before. */
  readonly held: ReadonlySet<number>;
  touched: boolean;
  lost: boolean;
  /** Something came that was not in the file before. */
  gained: boolean;
  sound: boolean;
}

function heldBy(step: StepAnalysis, { value, reference }: Placed): ReadonlySet<number> {
  const held = new Set<number>(reference === undefined ? [] : [reference.objectNumber]);
  const open: PdfValue[] = value === undefined ? [] : [value];
  for (let next = open.pop(); next !== undefined && held.size < maxHeld; next = open.pop()) {
    eachReference(next, (target) => {
      if (held.has(target)) return;
      held.add(target);
      const inner = step.input.before.object(target)?.value;
      if (inner !== undefined && inner.kind !== 'stream') open.push(inner);
    });
  }
  return held;
}

function isStore(store: PdfDictionary): boolean {
  return isOfType(store, 'DSS') && store.duplicateKeys.length === 0 && [...store.entries.keys()].every((key) => storeKeys.has(key));
}

/** /Type is optional; if present it says what the dictionary is, and only that (ISO 32000-2 tables 261 and 262). */
function isOfType(dictionary: PdfDictionary, type: string): boolean {
  const given = dictionary.get('Type');
  return given === undefined || asName(given) === type;
}

function compareArray(walk: StoreWalk, pair: { readonly before: Placed; readonly after: Placed }): void {
  const { step } = walk;
  const { before, after } = pair;
  if (after.value === undefined) {
    if (before.value !== undefined) walk.lost = true;
    return;
  }
  if (after.value.kind !== 'array' || !after.value.items.every((item) => isStreamReference(step, item))) {
    walk.sound = false;
    return;
  }
  const isNew = (item: PdfValue) => item.kind === 'reference' && step.isFresh(item);
  // An object that is neither new nor of the store has another meaning elsewhere.
  if (after.value.items.some((item) => !isNew(item) && !walk.held.has(numberOf(item)))) walk.sound = false;
  if (after.value.items.some(isNew)) walk.gained = true;
  if (before.value?.kind === 'array' && !step.same(before.value, after.value)) {
    walk.touched = true;
    const now = new Set(after.value.items.map(numberOf));
    if (before.value.items.some((item) => !now.has(numberOf(item)))) walk.lost = true;
  }
  step.explain(before, after);
}

function isStreamReference(step: StepAnalysis, item: PdfValue): boolean {
  return item.kind === 'reference' && step.input.after.resolve(item).kind === 'stream';
}

function numberOf(item: PdfValue): number {
  return item.kind === 'reference' ? item.objectNumber : -1;
}

function compareEntries(walk: StoreWalk, before: Placed, after: Placed): void {
  const { step } = walk;
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (after.value === undefined) {
    if (before.value !== undefined) walk.lost = true;
    return;
  }
  if (is === undefined || !isOfType(is, 'VRI') || is.duplicateKeys.length > 0) {
    walk.sound = false;
    return;
  }
  step.explain(before, after);
  if (was !== undefined && differingKeys(step.bytes, was, is).length > 0) walk.touched = true;
  for (const key of was?.entries.keys() ?? []) if (!is.entries.has(key)) walk.lost = true;
  for (const key of is.entries.keys()) {
    if (key !== 'Type') compareEntry(walk, step.before(before.place, was, key), step.after(is, key));
  }
}

/** One VRI entry: arrays of streams, a time, or a timestamp in a stream. */
function compareEntry(walk: StoreWalk, before: Placed, after: Placed): void {
  const { step } = walk;
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (is === undefined || !isOfType(is, 'VRI') || is.duplicateKeys.length > 0 || [...is.entries.keys()].some((key) => !entryKeys.has(key))) {
    walk.sound = false;
    return;
  }
  step.explain(before, after);
  if (was !== undefined && differingKeys(step.bytes, was, is).length > 0) walk.touched = true;
  for (const key of entryArrayKeys) compareArray(walk, { before: step.before(before.place, was, key), after: step.after(is, key) });
  const stamp = step.after(is, 'TS').value;
  if (stamp !== undefined && stamp.kind !== 'stream') walk.sound = false;
}
