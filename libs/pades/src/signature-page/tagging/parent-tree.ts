import { PdfError } from '#pdf/read';
import { array, dict, type IncrementalUpdate, type Writable, type WritableDictionary, type WritableReference } from '#pdf/write';
import { arrayAt, asReference, dictionaryAt, integerAt } from './pdf-values.js';

const deepest = 50;
const mostNodes = 100_000;

/**
 * The number tree from /StructParent(s) to structure elements (ISO 32000-1 14.7.4.4), growing behind its last key. Keys are above everything
 * that the tree, /ParentTreeNextKey or a page names.
 */
export class ParentTree {
  private readonly added: [number, Writable][] = [];
  private next: number;

  /** @param root entries of the structure tree root */
  constructor(
    private readonly update: IncrementalUpdate,
    private readonly root: ReadonlyMap<string, Writable>,
  ) {
    const tree = dictionaryAt(update, root.get('ParentTree'));
    const highest = tree === undefined ? -1 : highestKey(update, tree, { left: mostNodes }, 0);
    const pages = update.document.current.pages().map(({ dictionary }) => integerAt(update, dictionary.get('StructParents')) ?? -1);
    this.next = Math.max(highest + 1, integerAt(update, root.get('ParentTreeNextKey')) ?? 0, 1 + pages.reduce((most, key) => Math.max(most, key), -1));
  }

  /** @param value an element, or for a page the array of elements by marked content */
  add(value: Writable): number {
    const key = this.next;
    this.next += 1;
    this.added.push([key, value]);
    return key;
  }

  /** Writes the new keys; returns what must change in the structure tree root. */
  finish(): Record<string, Writable> {
    const pairs = this.added.flat();
    const [first] = this.added[0] ?? [0];
    const place = this.root.get('ParentTree');
    const tree = dictionaryAt(this.update, place);
    if (tree === undefined) return { ParentTree: this.update.add(dict({ Nums: array(pairs) })), ParentTreeNextKey: this.next };
    const kids = tree.entries.get('Kids');
    const [key, more] = kids === undefined ? ['Nums', pairs] as const : ['Kids', [this.leaf(first, pairs)]] as const;
    return { ...this.extend(asReference(place), tree, key, more), ParentTreeNextKey: this.next };
  }

  private leaf(first: number, pairs: readonly Writable[]): WritableReference {
    return this.update.add(dict({ Limits: array([first, this.next - 1]), Nums: array(pairs) }));
  }

  /** Where array and tree are kept now, there they stay. */
  private extend(place: WritableReference | undefined, tree: WritableDictionary, key: 'Nums' | 'Kids', more: readonly Writable[]): Record<string, Writable> {
    const stored = tree.entries.get(key);
    const extended = array([...(arrayAt(this.update, stored)?.items ?? []), ...more]);
    const indirect = asReference(stored);
    if (indirect !== undefined) {
      this.update.put(indirect, extended);
      return {};
    }
    if (place === undefined) return { ParentTree: { kind: 'dictionary', entries: new Map([...tree.entries, [key, extended]]) } };
    this.update.patchDictionary(place, { [key]: extended });
    return {};
  }
}

function highestKey(update: IncrementalUpdate, node: WritableDictionary, budget: { left: number }, depth: number): number {
  budget.left -= 1;
  if (depth > deepest || budget.left < 0) throw new PdfError('limit-exceeded', 'parent tree too deep or too large');
  const nums = arrayAt(update, node.entries.get('Nums'))?.items ?? [];
  let highest = -1;
  for (let index = 0; index < nums.length; index += 2) highest = Math.max(highest, integerAt(update, nums[index]) ?? -1);
  for (const kid of arrayAt(update, node.entries.get('Kids'))?.items ?? []) {
    const below = dictionaryAt(update, kid);
    if (below !== undefined) highest = Math.max(highest, highestKey(update, below, budget, depth + 1));
  }
  return highest;
}
