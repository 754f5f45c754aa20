import { asDictionary, asReference, signatureFields, type PdfDictionary, type PdfDocument, type SignatureFieldInfo } from '#pdf/read';
import type { Finding } from '../report/reason.js';
import { formatFailure } from '../format-checking/format-failure.js';
import { findUnlisted } from './find-unlisted.js';
import type { FoundSignature } from './found-signature.js';

/** All signatures of the file in the order in which they were added: those in fields, and those that lost theirs. */
export function findSignatures(document: PdfDocument): readonly FoundSignature[] {
  const fields = signatureFields(document.current).filter((field) => field.rawValue !== undefined);
  const counts = new Map<number, number>();
  for (const { valueReference } of fields) {
    if (valueReference !== undefined) counts.set(valueReference.objectNumber, (counts.get(valueReference.objectNumber) ?? 0) + 1);
  }
  const listed = fields.map((field) => fromField(document, field, (counts.get(field.valueReference?.objectNumber ?? -1) ?? 0) > 1));
  const known = new Set(listed.flatMap(({ span }) => (span === undefined ? [] : [span.start])));
  for (const start of usageRights(document)) known.add(start);
  const all = [...listed, ...findUnlisted(document, known)];
  return all.sort((a, b) => a.revisionIndex - b.revisionIndex || (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

function fromField(document: PdfDocument, field: SignatureFieldInfo, isShared: boolean): FoundSignature {
  const findings: Finding[] = [];
  if (isShared) findings.push(formatFailure('signature-shared-by-fields', 'R5'));
  if (field.dictionary.duplicateKeys.length > 0) findings.push(formatFailure('duplicate-keys', 'R6'));
  const number = field.valueReference?.objectNumber;
  const object = number === undefined ? undefined : document.current.object(number);
  const entry = number === undefined ? undefined : document.current.entry(number);
  if (field.value === undefined || object === undefined || entry === undefined) findings.push(formatFailure('signature-dictionary-malformed', 'BB-08'));
  else if (object.container !== undefined) findings.push(formatFailure('signature-dictionary-compressed', 'BB-08'));
  if (number !== undefined && entry !== undefined && isDefinedBefore(document, number, entry.revisionIndex)) {
    findings.push(formatFailure('signature-dictionary-redefined', 'R5'));
  }
  const rect = field.widgetRect;
  return {
    fieldName: field.name,
    field: field.dictionary,
    value: field.rawValue,
    dictionary: field.value,
    objectNumber: number,
    revisionIndex: entry?.revisionIndex ?? document.revisions.length - 1,
    span: object === undefined || object.container !== undefined ? undefined : object.span,
    page: field.page === undefined ? null : field.page.index + 1,
    rect: rect === undefined ? null : [rect.left, rect.bottom, rect.right, rect.top],
    findings,
  };
}

function isDefinedBefore(document: PdfDocument, objectNumber: number, revisionIndex: number): boolean {
  return document.revisions.slice(0, revisionIndex).some((revision) => {
    const entry = revision.entries.get(objectNumber);
    return entry !== undefined && entry.kind !== 'free';
  });
}

/** /Perms /UR and /UR3: rights of Adobe Reader, not a signature of anybody (ISO 32000-1 12.8.2.3). */
export function usageRights(document: PdfDocument): number[] {
  const permissions = asDictionary(document.current.get(document.current.catalog, 'Perms'));
  return ['UR', 'UR3'].flatMap((key) => {
    const start = permissions === undefined ? undefined : startOf(document, permissions, key);
    return start === undefined ? [] : [start];
  });
}

function startOf(document: PdfDocument, permissions: PdfDictionary, key: string): number | undefined {
  const reference = asReference(permissions.get(key));
  const object = reference === undefined ? undefined : document.current.object(reference.objectNumber);
  return object?.container === undefined ? object?.span.start : undefined;
}
