import { PdfError, signatureFields, type PdfDocument } from '#pdf/read';
import type { Finding } from '../report/reason.js';
import { readManifest } from './read-manifest.js';
import { findSignaturePage } from './signature-page-text.js';

/**
 * A file without signatures that was made to have some: prepared and not yet signed, stripped of its fields, or a print-out, of
 * which only the text of our signature page is left. Nothing here is proof of anything: it only explains.
 */
export function recogniseUnsigned(document: PdfDocument): Finding[] {
  const manifest = readManifest(document.current);
  if (manifest.kind === 'read') {
    const left = fieldNames(document);
    const isWhole = manifest.manifest.steps.every(({ tasks }) => tasks.every(({ field }) => left.has(field)));
    return [{ code: isWhole ? 'not-yet-signed' : 'signatures-stripped', weight: 'note' }];
  }
  const page = findSignaturePage(document.current);
  if (page === undefined) return [];
  return [{ code: 'print-out', weight: 'note', detail: { page: page.number, ...(page.registrationNumber === undefined ? {} : { registrationNumber: page.registrationNumber }) } }];
}

function fieldNames({ current }: PdfDocument): ReadonlySet<string> {
  try {
    return new Set(signatureFields(current).map(({ name }) => name));
  } catch (error) {
    // A form that cannot be read has no fields to sign in.
    if (error instanceof PdfError) return new Set();
    throw error;
  }
}
