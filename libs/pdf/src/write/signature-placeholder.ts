import { PdfError } from '../read/index.js';
import { serialiseEntries } from './serialise.js';
import type { Writable } from './writable.js';

/** Ten digits hold every offset of a table entry (PF-15). */
const byteRangeWidth = '[0 9999999999 9999999999 9999999999]'.length;

/** The text of a signature dictionary with room for what is known only at the end. Offsets count from its first byte. */
export interface SignatureText {
  readonly text: string;
  readonly byteRangeStart: number;
  readonly contentsStart: number;
  readonly contentsEnd: number;
}

/** The dictionary with blanks for /ByteRange and zeros for /Contents (BB-01, BB-05). */
export function signatureText(entries: ReadonlyMap<string, Writable>, contentsLength: number): SignatureText {
  const before = `<< ${serialiseEntries(entries)} /ByteRange `;
  const between = ' /Contents ';
  const contents = `<${'0'.repeat(contentsLength * 2)}>`;
  const contentsStart = before.length + byteRangeWidth + between.length;
  return {
    text: `${before}${' '.repeat(byteRangeWidth)}${between}${contents} >>`,
    byteRangeStart: before.length,
    contentsStart,
    contentsEnd: contentsStart + contents.length,
  };
}

export type ByteRange = readonly [0, number, number, number];

/** Spaces follow the bracket, so that the width does not depend on the numbers. */
export function byteRangeText(byteRange: ByteRange): string {
  return `[${byteRange.join(' ')}]`.padEnd(byteRangeWidth, ' ');
}

/** Where the signature of a finished update goes. All offsets are absolute in the whole file. */
export interface SignaturePlaceholder {
  readonly objectNumber: number;
  /** Of the `<`. */
  readonly contentsStart: number;
  /** After the `>`. */
  readonly contentsEnd: number;
  readonly byteRange: ByteRange;
}

interface Placed {
  readonly update: Uint8Array;
  readonly startOffset: number;
  readonly signature?: SignaturePlaceholder;
}

/**
 * What the signature covers behind the document: the update's bytes before and after the gap, as views. The digest is
 * that of the document's bytes followed by these two.
 */
export function signedParts(finished: Placed): readonly [Uint8Array, Uint8Array] {
  const { contentsStart, contentsEnd } = placeholderOf(finished);
  const { update, startOffset } = finished;
  return [update.subarray(0, contentsStart - startOffset), update.subarray(contentsEnd - startOffset)];
}

/**
 * Writes the signature into its gap, in place; what is left of the gap stays zero (BB-01). Throws `contents-too-small`:
 * signing again into a larger gap changes the digest, so that is the caller's to do (PF-14).
 */
export function writeContents(finished: Placed, der: Uint8Array): void {
  const { contentsStart, contentsEnd } = placeholderOf(finished);
  const room = (contentsEnd - contentsStart - 2) / 2;
  if (der.length > room) throw new PdfError('contents-too-small', 'signature does not fit into its gap');
  const { update, startOffset } = finished;
  const view = Buffer.from(update.buffer, update.byteOffset, update.byteLength);
  view.write(Buffer.from(der).toString('hex').toUpperCase().padEnd(room * 2, '0'), contentsStart - startOffset + 1, 'latin1');
}

function placeholderOf(finished: Placed): SignaturePlaceholder {
  if (finished.signature === undefined) throw new PdfError('invalid-value', 'update holds no signature');
  return finished.signature;
}
