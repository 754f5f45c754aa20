import type { PdfDocument } from '#pdf/read';
import type { Finding } from '../report/reason.js';
import { readManifest } from './read-manifest.js';

/** A file without signatures that was made to have some: prepared and not yet signed, or stripped of them. */
export function recogniseUnsigned(document: PdfDocument): Finding[] {
  const manifest = readManifest(document.current);
  if (manifest.kind === 'read') return [{ code: 'not-yet-signed', weight: 'note' }];
  return [];
}
