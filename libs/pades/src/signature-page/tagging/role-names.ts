import type { IncrementalUpdate, WritableDictionary } from '#pdf/write';
import { nameAt } from './pdf-values.js';

const longestChain = 16;

/** What a structure type means in this document: its /RoleMap followed to the end (ISO 32000-1 14.8.4.1). */
export function meaningOf(update: IncrementalUpdate, roleMap: WritableDictionary | undefined, type: string): string {
  let at = type;
  for (let hops = 0; hops < longestChain; hops++) {
    const next = nameAt(update, roleMap?.entries.get(at));
    if (next === undefined || next === at) return at;
    at = next;
  }
  return at;
}
