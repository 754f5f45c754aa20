import type { PdfDictionary } from '#pdf/read';
import { textOffset, type FoundObject } from './found-object.js';

export interface PlainObject {
  readonly objectNumber: number;
  readonly generation: number;
  /** Latin-1. */
  readonly text: string;
  readonly data?: Uint8Array;
}

/** The dictionary of a stream with its /Length made direct and true. */
export function streamText({ value, text, data }: Pick<FoundObject, 'value' | 'text' | 'data'>): string {
  const length = (value as PdfDictionary).get('Length');
  const size = String(data?.byteLength ?? 0);
  if (length === undefined) return text.replace('<<', `<< /Length ${size} `);
  return text.slice(0, textOffset(length.span.start)) + size + text.slice(textOffset(length.span.end));
}

/**
 * A whole file: header, objects by number, one cross-reference table without gaps (PF-06), trailer.
 * @param trailer entries beside /Size
 */
export function writePlainPdf(objects: readonly PlainObject[], trailer: string, version: string): Buffer {
  const pieces: Buffer[] = [Buffer.from(`%PDF-${version}\n%\u00e2\u00e3\u00cf\u00d3\n`, 'latin1')];
  let length = pieces[0]?.length ?? 0;
  const push = (piece: Uint8Array | string): void => {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    pieces.push(bytes);
    length += bytes.length;
  };
  const lines: string[] = ['0000000000 65535 f \n'];
  for (const { objectNumber, generation, text, data } of [...objects].sort((a, b) => a.objectNumber - b.objectNumber)) {
    while (lines.length < objectNumber) lines.push('0000000000 00000 f \n');
    lines.push(`${String(length).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`);
    push(`${objectNumber} ${generation} obj\n${text}\n`);
    if (data !== undefined) {
      push('stream\n');
      push(data);
      push('\nendstream\n');
    }
    push('endobj\n');
  }
  push(`xref\n0 ${lines.length}\n${lines.join('')}trailer\n<< /Size ${lines.length} ${trailer} >>\nstartxref\n${length}\n%%EOF\n`);
  return Buffer.concat(pieces, length);
}
