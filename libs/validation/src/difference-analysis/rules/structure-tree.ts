import { asArray, asDictionary, asInteger, type PdfDictionary, type PdfValue } from '#pdf/read';
import { differingKeys, present } from '../same-value.js';
import type { Place, Placed, StepAnalysis } from '../step-analysis.js';
import type { StepContext } from './step-context.js';

/**
 * Tagged documents: a new signature field brings a structure element for its widget and an entry in the parent tree
 * (PF-21). The tree may only grow, and only beside new fields; what was tagged stays tagged as it was.
 */
export function checkStructureTree(
  step: StepAnalysis, context: StepContext, catalogs: { readonly before: PdfDictionary; readonly after: PdfDictionary; readonly place: Place },
): void {
  const before = step.before(catalogs.place, catalogs.before, 'StructTreeRoot');
  const after = step.after(catalogs.after, 'StructTreeRoot');
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (was === undefined || is === undefined) {
    if (!step.same(before.value, after.value)) forbid(step);
    return;
  }
  const grown = growthOf(step, { before, after, was, is });
  if (grown === 'broken' || (grown === 'grown' && context.newWidgets.size === 0)) {
    forbid(step);
    return;
  }
  if (grown === 'grown') step.permit({ category: 'SIGFIELD', rule: 'structure-tree-extended', path: 'Root/StructTreeRoot' });
}

function forbid(step: StepAnalysis): void {
  step.forbid({ category: 'STRUCT', rule: 'structure-tree-changed', path: 'Root/StructTreeRoot' });
}

type Growth = 'same' | 'grown' | 'broken';

interface Pair {
  readonly before: Placed;
  readonly after: Placed;
  readonly was: PdfDictionary;
  readonly is: PdfDictionary;
}

const growing = new Set(['K', 'ParentTree', 'ParentTreeNextKey', 'Type']);

function growthOf(step: StepAnalysis, root: Pair): Growth {
  let growth: Growth = 'same';
  for (const key of differingKeys(step.bytes, root.was, root.is)) {
    const isEmptyRoleMap = key === 'RoleMap' && present(root.was, key) === undefined && asDictionary(root.is.get(key))?.entries.size === 0;
    if ((!growing.has(key) && !isEmptyRoleMap) || root.is.duplicateKeys.includes(key)) return 'broken';
    growth = 'grown';
  }
  step.explain(root.before, root.after, 'back');
  const next = asInteger(root.is.get('ParentTreeNextKey')) ?? 0;
  if (next < (asInteger(root.was.get('ParentTreeNextKey')) ?? 0)) return 'broken';
  const parents = { before: step.before(root.before.place, root.was, 'ParentTree'), after: step.after(root.is, 'ParentTree') };
  const results = [kidsGrowth(step, root, 0), parentTreeGrowth(step, parents.before, parents.after, 0)];
  if (results.includes('broken')) return 'broken';
  return results.includes('grown') ? 'grown' : growth;
}

const maxDepth = 60;

/** /K before must be what /K now begins with or holds in order; what is new must be a new object. */
function kidsGrowth(step: StepAnalysis, pair: Pair, depth: number): Growth {
  const before = step.before(pair.before.place, pair.was, 'K');
  const after = step.after(pair.is, 'K');
  const was = itemsOf(present(pair.was, 'K'), before);
  const is = itemsOf(present(pair.is, 'K'), after);
  if (before.value?.kind === 'array') step.explain(before, after, 'back');
  let position = 0;
  let growth: Growth = was.length === is.length ? 'same' : 'grown';
  for (const item of was) {
    while (position < is.length && !step.same(item, is[position])) {
      if (!isFreshItem(step, is[position])) return 'broken';
      position++;
    }
    if (position === is.length) return 'broken';
    position++;
    const below = elementGrowth(step, item, { place: before.place, single: before.value?.kind !== 'array' }, depth + 1);
    if (below === 'broken') return 'broken';
    if (below === 'grown') growth = 'grown';
  }
  return is.slice(position).every((item) => isFreshItem(step, item)) ? growth : 'broken';
}

/** Only elements that changed are entered: all others are what they were, and so is what they refer to. */
function elementGrowth(step: StepAnalysis, item: PdfValue, at: { readonly place: Place; readonly single: boolean }, depth: number): Growth {
  if (item.kind !== 'reference') return 'same';
  if (at.single) step.comeBy(item.objectNumber, at.place);
  if (!step.changed.has(item.objectNumber) || depth > maxDepth) return 'same';
  const before: Placed = { value: step.input.before.resolve(item), place: { object: item.objectNumber, path: '' }, reference: item };
  const after = step.afterValue(item);
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (was === undefined || is === undefined || is.duplicateKeys.length > 0) return 'broken';
  if (differingKeys(step.bytes, was, is).some((key) => key !== 'K')) return 'broken';
  step.explain(before, after, 'back');
  const below = kidsGrowth(step, { before, after, was, is }, depth);
  return below === 'same' ? 'grown' : below;
}

function itemsOf(raw: PdfValue | undefined, placed: Placed): readonly PdfValue[] {
  if (placed.value?.kind === 'array') return placed.value.items;
  return raw === undefined ? [] : [raw];
}

function isFreshItem(step: StepAnalysis, item: PdfValue | undefined): boolean {
  return item?.kind === 'reference' && step.isFresh(item);
}

/** The number tree from /StructParent to elements: old pairs stay, new pairs lead to new objects. */
function parentTreeGrowth(step: StepAnalysis, before: Placed, after: Placed, depth: number): Growth {
  const was = asDictionary(before.value);
  const is = asDictionary(after.value);
  if (was === undefined) return is === undefined ? 'same' : 'grown';
  if (is === undefined || depth > maxDepth || is.duplicateKeys.length > 0) return 'broken';
  step.explain(before, after, 'back');
  if (differingKeys(step.bytes, was, is).some((key) => key !== 'Nums' && key !== 'Limits' && key !== 'Kids')) return 'broken';
  const nums = { before: step.before(before.place, was, 'Nums'), after: step.after(is, 'Nums') };
  const kids = { before: step.before(before.place, was, 'Kids'), after: step.after(is, 'Kids') };
  step.explain(nums.before, nums.after);
  step.explain(kids.before, kids.after);
  const old = pairsOf(nums.before);
  const now = pairsOf(nums.after);
  const kept = [...old].every(([key, value]) => step.same(value, now.get(key)));
  const added = [...now].filter(([key]) => !old.has(key)).every(([, value]) => isFreshItem(step, value));
  const branches = branchGrowth(step, kids.before, kids.after, depth);
  if (!kept || !added || branches === 'broken') return 'broken';
  return now.size > old.size ? 'grown' : branches;
}

function branchGrowth(step: StepAnalysis, before: Placed, after: Placed, depth: number): Growth {
  const was = asArray(before.value)?.items ?? [];
  const is = asArray(after.value)?.items ?? [];
  if (was.length > is.length) return 'broken';
  const results = was.map((item, position) => {
    const from = step.beforeValue({ object: before.place.object, path: `${before.place.path}[${position}]` }, item);
    return step.same(item, is[position]) ? parentTreeGrowth(step, from, step.afterValue(item), depth + 1) : 'broken';
  });
  if (results.includes('broken') || !is.slice(was.length).every((item) => isFreshItem(step, item))) return 'broken';
  return results.includes('grown') || is.length > was.length ? 'grown' : 'same';
}

function pairsOf(nums: Placed): Map<number, PdfValue> {
  const items = asArray(nums.value)?.items ?? [];
  const pairs = new Map<number, PdfValue>();
  for (let i = 0; i + 1 < items.length; i += 2) {
    const key = asInteger(items[i]);
    const value = items[i + 1];
    if (key !== undefined && value !== undefined) pairs.set(key, value);
  }
  return pairs;
}
