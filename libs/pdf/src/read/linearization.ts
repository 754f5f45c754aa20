import type { FileBytes } from './file-bytes.js';
import type { Header } from './header.js';
import { parseIndirectObject } from './indirect-object.js';
import type { PdfLimits } from './limits.js';
import { PdfError } from './pdf-error.js';
import { TokenReader } from './token-reader.js';

/** "The linearization parameter dictionary shall be within the first 1024 bytes" (ISO 32000-2 Annex F.3.3). */
const searched = 1024;

/** Whether the file's first object is a linearization dictionary; it may be stale. */
export function isLinearized(bytes: FileBytes, header: Header, limits: PdfLimits): boolean {
  const reader = new TokenReader(bytes, header.end, header.offset + searched);
  reader.skipComment();
  reader.skipBlank();
  try {
    const context = { maxNesting: limits.maxNesting, length: () => undefined };
    const { value } = parseIndirectObject(bytes, reader.position, header.offset + searched, context);
    return value.kind === 'dictionary' && value.get('Linearized')?.kind === 'number';
  } catch (error) {
    if (error instanceof PdfError) return false;
    throw error;
  }
}
