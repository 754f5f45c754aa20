import type { IncrementalUpdate, Writable, WritableDictionary, WritableReference } from '#pdf/write';
import { arrayAt, asReference, dictionaryAt, nameAt } from './pdf-values.js';
import { meaningOf } from './role-names.js';

const mostElements = 50_000;

/**
 * The element that our section belongs into: the /Document element when it is the root's only child, as word processors write it; else undefined,
 * which means the root itself.
 */
export function documentElement(update: IncrementalUpdate, root: ReadonlyMap<string, Writable>, roleMap: WritableDictionary | undefined): WritableReference | undefined {
  const kids = root.get('K');
  const items = arrayAt(update, kids)?.items;
  const only = items === undefined ? kids : items.length === 1 ? items[0] : undefined;
  const reference = asReference(only);
  const element = dictionaryAt(update, only);
  if (reference === undefined || element === undefined) return undefined;
  return meaningOf(update, roleMap, nameAt(update, element.entries.get('S')) ?? '') === 'Document' ? reference : undefined;
}

/** Whether headings here are nested /H rather than /H1 … /H6: a document must not mix them (ISO 14289-1 7.4.4). The first heading tells. */
export function usesNestedHeadings(update: IncrementalUpdate, root: ReadonlyMap<string, Writable>, roleMap: WritableDictionary | undefined): boolean {
  const waiting: Writable[] = [root.get('K') ?? null];
  for (let seen = 0; waiting.length > 0 && seen < mostElements; seen++) {
    const at = waiting.pop();
    const list = arrayAt(update, at);
    if (list !== undefined) {
      waiting.push(...[...list.items].reverse());
      continue;
    }
    const element = dictionaryAt(update, at);
    const type = nameAt(update, element?.entries.get('S'));
    if (element === undefined || type === undefined) continue;
    const meaning = meaningOf(update, roleMap, type);
    if (meaning === 'H') return true;
    if (/^H[1-6]$/.test(meaning)) return false;
    waiting.push(element.entries.get('K') ?? null);
  }
  return false;
}
