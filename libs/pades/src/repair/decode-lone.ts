import { openPdf, PdfError } from '#pdf/read';
import type { FoundObject } from './found-object.js';
import { streamText, writePlainPdf } from './write-plain-pdf.js';

const maxBytes = 64 * 1024 * 1024;

/** Decodes a stream that no readable file holds, by putting it into one. Undefined when it cannot be decoded. */
export function decodeLone(stream: FoundObject): Uint8Array | undefined {
  const { data } = stream;
  if (data === undefined) return undefined;
  try {
    const file = writePlainPdf([{ objectNumber: 1, generation: 0, text: '<< >>' }, { objectNumber: 2, generation: 0, text: streamText(stream), data }], '/Root 1 0 R', '1.7');
    const view = openPdf(file).current;
    const value = view.object(2)?.value;
    return value?.kind === 'stream' ? view.streamData(value, maxBytes) : undefined;
  } catch (error) {
    if (error instanceof PdfError) return undefined;
    throw error;
  }
}
