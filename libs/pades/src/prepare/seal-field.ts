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
  return fieldName;
}
