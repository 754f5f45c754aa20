import { asDictionary, asName, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import { array, dict, name, type Writable } from '#pdf/write';
import { PadesError } from '../pades-error.js';

/**
 * The /Reference of a signature in a field with a /Lock: FieldMDP with the lock's own action and fields (MDP-03, ISO 32000-2 12.8.2.4).
 * Undefined for a field without a lock.
 * @throws PadesError `permission-denied` for a lock that also limits what others may do in the whole document: it would be ours to certify that
 */
export function lockReference(view: PdfView, field: Pick<SignatureFieldInfo, 'name' | 'dictionary'>): Writable | undefined {
  const lock = asDictionary(view.get(field.dictionary, 'Lock'));
  if (lock === undefined) return undefined;
  if (lock.get('P') !== undefined) throw new PadesError('permission-denied', 'the lock of the field would close the document for everybody', { field: field.name });
  const action = asName(view.get(lock, 'Action'));
  const fields = view.get(lock, 'Fields');
  if (action === undefined || !['All', 'Include', 'Exclude'].includes(action) || (action !== 'All' && fields?.kind !== 'array')) {
    throw new PadesError('permission-denied', 'the lock of the field cannot be understood', { field: field.name });
  }
  const parameters = dict({ Type: name('TransformParams'), V: name('1.2'), Action: name(action), ...(action === 'All' || fields === undefined ? {} : { Fields: fields }) });
  return array([dict({ Type: name('SigRef'), TransformMethod: name('FieldMDP'), TransformParams: parameters, Data: view.catalogReference })]);
}
