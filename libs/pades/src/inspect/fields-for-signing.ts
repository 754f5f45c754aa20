import { asInteger, signatureFields, type PdfView, type SignatureFieldInfo } from '#pdf/read';
import { signingPermissions } from './permissions.js';

/** Where signatures may go in a file, given those that are in it already. */
export interface FieldsForSigning {
  /** Signatures and document time-stamps in the file. */
  readonly signed: readonly SignatureFieldInfo[];
  readonly empty: readonly SignatureFieldInfo[];
  /** Empty, an object of its own, not locked, not read-only: may be filled, in this order. */
  readonly usable: readonly SignatureFieldInfo[];
  readonly docMdp: 1 | 2 | 3 | undefined;
  /** Whether a new field of this name may be added; a certified file takes none (MDP-05). */
  readonly mayAdd: (fieldName: string) => boolean;
}

/** ISO 32000-2 Table 227. */
const readOnlyFlag = 1;

/** @throws PdfError for a field tree that cannot be walked */
export function fieldsForSigning(view: PdfView): FieldsForSigning {
  const fields = signatureFields(view);
  const { docMdp, isLocked } = signingPermissions(view, fields);
  const isSigned = ({ value, rawValue }: SignatureFieldInfo): boolean => value !== undefined || rawValue !== undefined;
  const empty = fields.filter((field) => !isSigned(field));
  const usable = docMdp === 1 ? [] : empty.filter(({ name, reference, dictionary }) => reference !== undefined && name !== '' && !isLocked(name) && !isReadOnly(view, dictionary));
  return { signed: fields.filter(isSigned), empty, usable, docMdp, mayAdd: (name) => docMdp === undefined && !isLocked(name) };
}

function isReadOnly(view: PdfView, field: SignatureFieldInfo['dictionary']): boolean {
  return ((asInteger(view.get(field, 'Ff')) ?? 0) & readOnlyFlag) !== 0;
}
