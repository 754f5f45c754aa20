import type { FileBytes } from './file-bytes.js';
import { PdfError } from './pdf-error.js';
import { TokenReader } from './token-reader.js';
import { parseValue } from './value-parser.js';
import type { PdfDictionary, PdfReference, PdfStream, PdfValue, Span } from './values.js';

export interface ParsedObject {
  readonly objectNumber: number;
  readonly generation: number;
  readonly value: PdfValue;
  readonly span: Span;
  /** How many values it holds: what it costs to read and keep. */
  readonly values: number;
}

export interface ObjectContext {
  readonly maxNesting: number;
  /** What an indirect /Length says. Undefined when it does not lead to an integer. */
  readonly length: (reference: PdfReference) => number | undefined;
}

/**
 * Reads `N G obj … endobj` that starts exactly at `offset` and ends at or before `end` (ISO 32000-2 7.3.10).
 * Throws `object-not-at-offset` when there is no object header, and `syntax` or `malformed-stream` for what follows.
 */
export function parseIndirectObject(bytes: Uint8Array | FileBytes, offset: number, end: number, context: ObjectContext): ParsedObject {
  const reader = new TokenReader(bytes, offset, end);
  const objectNumber = reader.takeUnsigned();
  reader.skipBlank();
  const generation = objectNumber < 0 ? -1 : reader.takeUnsigned();
  reader.skipBlank();
  if (generation < 0 || !reader.takeKeyword('obj')) {
    throw new PdfError('object-not-at-offset', 'no object header at this offset', { offset });
  }
  reader.skipBlank();
  // `N G obj endobj` has no value; every reader takes it for null.
  const empty = reader.startsWith('endobj');
  const here = { start: reader.position, end: reader.position };
  const plain: PdfValue = empty ? { kind: 'null', span: here } : parseValue(reader, context.maxNesting);
  reader.skipBlank();
  const value = plain.kind === 'dictionary' && reader.takeKeyword('stream') ? readStream(reader, plain, context) : plain;
  reader.skipBlank();
  if (!reader.takeKeyword('endobj')) throw reader.syntaxError('endobj expected');
  return { objectNumber, generation, value, span: { start: offset, end: reader.position }, values: reader.values };
}

/** ISO 32000-2 7.3.8. The length is what /Length says, and `endstream` must stand behind it: no searching. */
function readStream(reader: TokenReader, dictionary: PdfDictionary, context: ObjectContext): PdfStream {
  if (reader.peek() === 0x0d && reader.peek(1) !== 0x0a) {
    // "The keyword stream shall be followed by CRLF or LF, and not by CR alone."
    throw new PdfError('malformed-stream', 'stream keyword followed by CR alone', { offset: reader.position });
  }
  if (!reader.skipEndOfLine()) {
    throw new PdfError('malformed-stream', 'stream keyword without end of line', { offset: reader.position });
  }
  const rawStart = reader.position;
  const length = streamLength(dictionary, context);
  if (length === undefined || length > reader.end - rawStart) {
    throw new PdfError('malformed-stream', 'stream length missing or beyond the revision', { offset: rawStart });
  }
  const rawEnd = rawStart + length;
  reader.jump(rawEnd);
  reader.skipEndOfLine();
  if (!reader.takeKeyword('endstream')) {
    throw new PdfError('malformed-stream', 'no endstream where /Length says', { offset: rawEnd });
  }
  return { kind: 'stream', dictionary, rawStart, rawEnd, span: { start: dictionary.span.start, end: reader.position } };
}

function streamLength(dictionary: PdfDictionary, context: ObjectContext): number | undefined {
  const length = dictionary.get('Length');
  const value = length?.kind === 'reference' ? context.length(length) : length?.kind === 'number' ? length.value : undefined;
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
