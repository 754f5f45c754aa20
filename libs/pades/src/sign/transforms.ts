import { asDictionary, asName, asString, decodeTextString, formFields, type PdfDictionary, type PdfView } from '#pdf/read';
import { array, dict, type IncrementalUpdate, name, type Writable, type WritableReference } from '#pdf/write';
import { fieldsForSigning } from '../inspect/fields-for-signing.js';
import { readPdfAClaim } from '../inspect/pdf-a-claim.js';
import { PadesError } from '../pades-error.js';

/** Filling in forms and signing (ISO 32000-2 Table 257). */
const formFillAndSign = 2;

/** MDP-04: what those who signed before forbid. @throws PadesError `permission-denied`, `field-locked` */
export function requirePermission(view: PdfView, fieldName: string, certify: boolean): void {
  const { signed, usable, docMdp } = fieldsForSigning(view);
  if (docMdp === 1) throw new PadesError('permission-denied', 'the file is certified and permits no changes', { id: 'MDP-04' });
  if (certify && signed.length > 0) throw new PadesError('permission-denied', 'only the first signature can certify', { id: 'MDP-01' });
  if (!usable.some(({ name: free }) => free === fieldName)) throw new PadesError('field-locked', 'a signature in the file has locked the field, or it is read-only', { field: fieldName });
}

/** Whether there is no such field, and nobody forbade a new one by that name. @throws PadesError `permission-denied`, `field-locked` */
export function mayBeAdded(view: PdfView, fieldName: string, certify = false): boolean {
  if (formFields(view).some(({ name: known }) => known === fieldName || known.startsWith(`${fieldName}.`))) return false;
  const { signed, docMdp, mayAdd } = fieldsForSigning(view);
  if (certify && signed.length > 0) throw new PadesError('permission-denied', 'only the first signature can certify', { id: 'MDP-01' });
  if (docMdp !== undefined) throw new PadesError('permission-denied', 'the file is certified and takes no new fields', { id: 'MDP-05' });
  if (fieldName === '' || fieldName.includes('.') || !mayAdd(fieldName)) throw new PadesError('field-locked', 'a signature in the file has locked this name, or it is none', { field: fieldName });
  return true;
}

/**
 * The /Reference entry of a signature, where it has one: DocMDP for a certification, with the catalog's /Perms (MDP-01), and FieldMDP with the own
 * action and fields of the field's /Lock (MDP-03). Undefined for an ordinary signature.
 * @throws PadesError `permission-denied` for a lock that also limits what others may do in the whole document: it would be ours to certify that
 */
export function addTransforms(update: IncrementalUpdate, field: PdfDictionary | undefined, value: WritableReference, certify: boolean): Writable | undefined {
  const view = update.document.current;
  const lock = field === undefined ? undefined : asDictionary(view.get(field, 'Lock'));
  if (!certify && lock === undefined) return undefined;
  const digest = digestMethod(view, update.document.version);
  if (certify) certifyInCatalog(update, value);
  return array([...(certify ? [docMdp(view, digest)] : []), ...(lock === undefined ? [] : [fieldMdp(view, partialName(view, field), lock, digest)])]);
}

function partialName(view: PdfView, field: PdfDictionary | undefined): string {
  const own = field === undefined ? undefined : asString(view.get(field, 'T'));
  return own === undefined ? '' : decodeTextString(own);
}

/**
 * MDP-01: /TransformParams is direct. /Data, which is implied here (ISO 32000-2 Table 256), says what the certification is about: by it a reader that
 * walks the form before the structure tree comes to the tree as part of the form (ADR 79).
 */
function docMdp(view: PdfView, digest: Record<string, Writable>): Writable {
  return dict({ Type: name('SigRef'), TransformMethod: name('DocMDP'), TransformParams: dict({ Type: name('TransformParams'), V: name('1.2'), P: formFillAndSign }), Data: view.catalogReference, ...digest });
}

/** ISO 32000-2 12.8.2.4. */
function fieldMdp(view: PdfView, fieldName: string, lock: PdfDictionary, digest: Record<string, Writable>): Writable {
  if (lock.get('P') !== undefined) throw new PadesError('permission-denied', 'the lock of the field would close the document for everybody', { field: fieldName });
  const action = asName(view.get(lock, 'Action'));
  const fields = view.get(lock, 'Fields');
  if (action === undefined || !['All', 'Include', 'Exclude'].includes(action) || (action !== 'All' && fields?.kind !== 'array')) {
    throw new PadesError('permission-denied', 'the lock of the field cannot be understood', { field: fieldName });
  }
  const parameters = dict({ Type: name('TransformParams'), V: name('1.2'), Action: name(action), ...(action === 'All' || fields === undefined ? {} : { Fields: fields }) });
  return dict({ Type: name('SigRef'), TransformMethod: name('FieldMDP'), TransformParams: parameters, Data: view.catalogReference, ...digest });
}

/** ISO 32000-2 Table 256 asks for it; PDF 1.7 deprecates it, and PDF/A-1 to -3 forbid it (ISO 19005-2 6.1.12). */
function digestMethod(view: PdfView, headerVersion: string): Record<string, Writable> {
  const version = asName(view.get(view.catalog, 'Version')) ?? headerVersion;
  const part = readPdfAClaim(view)?.part ?? 4;
  return (version >= '2.0' || headerVersion >= '2.0') && part >= 4 ? { DigestMethod: name('SHA256') } : {};
}

/** Other rights stay; a certification that was never made, or is left over, does not. */
function certifyInCatalog(update: IncrementalUpdate, value: WritableReference): void {
  const catalog = update.currentEntries(update.document.current.catalogReference);
  const present = update.current(catalog.get('Perms'));
  const others = present !== undefined && typeof present === 'object' && present !== null && present.kind === 'dictionary' ? Object.fromEntries(present.entries) : {};
  update.setCatalogEntry('Perms', dict({ ...others, DocMDP: value }));
}
