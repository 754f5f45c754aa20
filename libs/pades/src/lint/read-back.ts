import { PdfError, readObjectAt, type ParsedObject } from '#pdf/read';
import type { FinishedUpdate } from '#pdf/write';

/** The objects of an update by number, read back from its bytes; the error, for one that does not stand where the update says. */
export type ReadBack = ReadonlyMap<number, ParsedObject | PdfError>;

/** Read once, and looked at by every lint of the update. */
export function readBack({ update, startOffset, objects }: FinishedUpdate): ReadBack {
  const read = new Map<number, ParsedObject | PdfError>();
  for (const [objectNumber, span] of objects) read.set(objectNumber, readAt(update, span.start - startOffset));
  return read;
}

function readAt(update: Uint8Array, offset: number): ParsedObject | PdfError {
  try {
    return readObjectAt(update, offset);
  } catch (error) {
    if (error instanceof PdfError) return error;
    throw error;
  }
}
