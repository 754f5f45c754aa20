import { PdfError, type PdfFile, type Revision, type Span } from '../read/index.js';
import type { Pending } from './pending.js';
import { serialise, serialiseEntries } from './serialise.js';
import { byteRangeText, signatureText, type ByteRange, type SignaturePlaceholder, type SignatureText } from './signature-placeholder.js';
import type { Writable } from './writable.js';
import { streamSection, tableSection, type WrittenEntry, type ZeroEntry } from './xref-output.js';

export interface FinishedUpdate {
  /** The bytes to append, unchanged, right behind the document's. */
  readonly update: Uint8Array;
  /** The document's length. */
  readonly startOffset: number;
  /** Object number to its place in the whole file, from its number to after `endobj`. */
  readonly objects: ReadonlyMap<number, Span>;
  /** Absolute offset of the new cross-reference section. */
  readonly startxref: number;
  readonly signature?: SignaturePlaceholder;
}

/** Entries of a cross-reference stream that describe itself, and links to sections of the past (PF-07). */
const notCarried = ['Prev', 'XRefStm', 'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms', 'F', 'FFilter', 'FDecodeParms', 'DL'];

/** Bytes in pieces, with a running absolute offset. */
class Output {
  readonly #pieces: (string | Uint8Array)[] = [];

  constructor(public offset: number) {}

  push(piece: string | Uint8Array): void {
    this.#pieces.push(piece);
    this.offset += piece.length;
  }

  /** All pieces; strings hold one byte per character. */
  bytes(startOffset: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(this.offset - startOffset);
    let at = 0;
    for (const piece of this.#pieces) {
      if (typeof piece === 'string') bytes.write(piece, at, 'latin1');
      else bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}

/** Lays the objects out behind the document, with the cross-reference section of the kind the file has (PF-04). */
export function assemble(
  document: PdfFile,
  pending: ReadonlyMap<number, Pending>,
  nextNumber: number,
  fileIdentifier: Uint8Array | undefined,
): FinishedUpdate {
  const newest = document.revisions.at(-1);
  if (newest === undefined) throw new PdfError('not-appendable', 'no revision');
  const startOffset = document.length;
  const output = new Output(startOffset);
  if (!endsInNewLine(document)) output.push('\n'); // PF-02: add one, never strip
  const entries: WrittenEntry[] = [];
  const objects = new Map<number, Span>();
  let gap: { objectNumber: number; start: number; text: SignatureText } | undefined;
  for (const [objectNumber, object] of [...pending].sort(([a], [b]) => a - b)) {
    const offset = output.offset;
    const head = `${objectNumber} ${object.generation} obj\n`;
    output.push(head);
    const signature = writeBody(output, object);
    output.push('\nendobj');
    objects.set(objectNumber, { start: offset, end: output.offset });
    output.push('\n');
    entries.push({ objectNumber, generation: object.generation, offset });
    if (signature !== undefined) gap = { objectNumber, start: offset + head.length, text: signature };
  }
  const startxref = output.offset;
  const trailer = carriedTrailer(document, newest, fileIdentifier);
  // A hybrid file gets a table: readers that see only tables must go on seeing the newest state (PF-04).
  if (newest.xrefKind === 'stream') objects.set(nextNumber, writeXrefStream(output, entries, nextNumber, trailer));
  else output.push(tableSection(entries, zeroEntry(document), new Map([...trailer, ['Size', nextNumber]])));
  output.push(`startxref\n${startxref}\n%%EOF\n`);
  const update = output.bytes(startOffset);
  const finished = { update, startOffset, objects, startxref };
  if (gap === undefined) return finished;
  return { ...finished, signature: placeGap(update, startOffset, gap) };
}

function endsInNewLine(document: PdfFile): boolean {
  const [last] = document.slice(document.length - 1, document.length);
  return last === 0x0a || last === 0x0d;
}

function writeBody(output: Output, object: Pending): SignatureText | undefined {
  if (object.kind === 'value') {
    output.push(serialise(object.value));
    return undefined;
  }
  if (object.kind === 'stream') {
    writeStream(output, new Map([...object.entries, ['Length', object.data.length]]), object.data);
    return undefined;
  }
  const signature = signatureText(object.entries, object.contentsLength);
  output.push(signature.text);
  return signature;
}

function writeStream(output: Output, entries: ReadonlyMap<string, Writable>, data: Uint8Array): void {
  output.push(`<< ${serialiseEntries(entries)} >>\nstream\n`);
  output.push(data);
  output.push('\nendstream');
}

function carriedTrailer(document: PdfFile, newest: Revision, fileIdentifier: Uint8Array | undefined): Map<string, Writable> {
  const trailer = new Map<string, Writable>([...newest.trailer.entries].filter(([key]) => !notCarried.includes(key)));
  const identifiers = fileIdentifiers(document, fileIdentifier);
  if (identifiers !== undefined) trailer.set('ID', identifiers);
  return trailer.set('Prev', newest.startxref);
}

/** The stream describes itself too; its number is the update's last. */
function writeXrefStream(output: Output, entries: readonly WrittenEntry[], objectNumber: number, trailer: ReadonlyMap<string, Writable>): Span {
  const offset = output.offset;
  const { widths, index, data } = streamSection([...entries, { objectNumber, generation: 0, offset }]);
  const dictionary = new Map<string, Writable>([
    ['Type', { kind: 'name', value: 'XRef' }],
    ...trailer,
    ['Size', objectNumber + 1],
    ['W', { kind: 'array', items: widths }],
    ['Index', { kind: 'array', items: index }],
    ['Length', data.length],
  ]);
  output.push(`${objectNumber} 0 obj\n`);
  writeStream(output, dictionary, data);
  output.push('\nendobj');
  const span = { start: offset, end: output.offset };
  output.push('\n');
  return span;
}

function zeroEntry(document: PdfFile): ZeroEntry {
  const entry = document.current.entry(0)?.entry;
  return entry?.kind === 'free' && entry.nextFree < 1e10 && entry.generation < 1e5 ? entry : { nextFree: 0, generation: 65535 };
}

/** ISO 32000-2 14.4: the first part stays, the second names this state of the file; both kept when none is given. */
function fileIdentifiers(document: PdfFile, changed: Uint8Array | undefined): Writable | undefined {
  const present = document.current.get(document.current.trailer, 'ID');
  if (changed === undefined) return undefined;
  const second: Writable = { kind: 'string', form: 'hex', bytes: changed };
  const first = present?.kind === 'array' ? present.items[0] : undefined;
  return { kind: 'array', items: [first ?? second, second] };
}

function placeGap(update: Buffer, startOffset: number, gap: { objectNumber: number; start: number; text: SignatureText }): SignaturePlaceholder {
  const contentsStart = gap.start + gap.text.contentsStart;
  const contentsEnd = gap.start + gap.text.contentsEnd;
  const byteRange: ByteRange = [0, contentsStart, contentsEnd, startOffset + update.length - contentsEnd];
  update.write(byteRangeText(byteRange), gap.start + gap.text.byteRangeStart - startOffset, 'latin1');
  return { objectNumber: gap.objectNumber, contentsStart, contentsEnd, byteRange };
}
