import type { FormField } from '#pdf/read';
import { array, dict, type IncrementalUpdate, name, text } from '#pdf/write';
import { invisibleField } from './invisible-field.js';

/**
 * The body's own field, invisible. MDP-03: where the file has form fields, its /Lock names them and itself and no signature field, so that the seal
 * freezes what is filled in; without form fields there is no lock. Never a /P: a lock must not lower what the certification permits the others.
 */
export function addSealField(update: IncrementalUpdate, fields: readonly FormField[], ours: readonly string[]): string {
  const taken = new Set([...fields.map((field) => field.name.split('.')[0]), ...ours]);
  let fieldName = 'Seal';
  for (let number = 2; taken.has(fieldName); number += 1) fieldName = `Seal${number}`;
  const filled = fields.filter(({ fieldType, name: known }) => fieldType !== 'Sig' && known !== '').map((field) => field.name);
  // ISO 32000-2 Table 235: /Lock is an indirect reference.
  const lock = filled.length === 0 ? undefined : update.add(dict({ Type: name('SigFieldLock'), Action: name('Include'), Fields: array([...filled, fieldName].map(text)) }));
  update.addFields([update.add(invisibleField(fieldName, 'Seal', lock === undefined ? {} : { Lock: lock }))]);
  formBeforeStructure(update);
  return fieldName;
}

/** By which fields are reached through the structure tree too. */
const intoTheTree = ['StructTreeRoot', 'Outlines'];

/**
 * The order of a dictionary's entries means nothing, but DSS walks them in it: a signature that it meets by way of the structure tree first is a change that
 * it cannot name, and a certification forbids such (ADR 79).
 */
function formBeforeStructure(update: IncrementalUpdate): void {
  const place = update.document.current.catalogReference;
  const entries = [...update.currentEntries(place)];
  const form = entries.findIndex(([key]) => key === 'AcroForm');
  const tree = entries.findIndex(([key]) => intoTheTree.includes(key));
  if (tree < 0 || form < tree) return;
  const moved = [...entries.slice(0, tree), ...entries.slice(form, form + 1), ...entries.slice(tree, form), ...entries.slice(form + 1)];
  update.put(place, { kind: 'dictionary', entries: new Map(moved) });
}
