import type { IncrementalUpdate, Writable, WritableDictionary } from '#pdf/write';
import type { StructureType } from '../structure.js';
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

/**
 * A name that means `type` here. A document may map a standard type to something else; then another of its names that leads to what we mean
 * is taken. Its map itself is never touched: that would change what was tagged before.
 */
export function nameFor(update: IncrementalUpdate, roleMap: WritableDictionary | undefined, type: StructureType | 'H'): string {
  if (meaningOf(update, roleMap, type) === type) return type;
  const other = [...(roleMap?.entries ?? new Map<string, Writable>()).keys()].find((candidate) => meaningOf(update, roleMap, candidate) === type);
  return other ?? type;
}
