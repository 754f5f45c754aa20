import type { PdfFinding } from './findings.js';
import type { PdfLimits } from './limits.js';
import type { PdfDictionary, PdfReference, PdfStream, PdfValue, ResolvedValue, Span } from './values.js';

/** What a cross-reference section says about one object number (ISO 32000-2 Table 18). Offsets are absolute. */
export type XrefEntry =
  | { readonly kind: 'free'; readonly nextFree: number; readonly generation: number }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly container: number; readonly index: number };

/** One cross-reference section as it stands in the file. */
export interface XrefSection {
  readonly kind: 'table' | 'stream';
  /** From the keyword `xref` (or the stream object's number) to the end of the trailer dictionary (or `endobj`). */
  readonly span: Span;
  readonly trailer: PdfDictionary;
  /** In file order. */
  readonly subsections: readonly { readonly first: number; readonly count: number }[];
  /** The stream object's own number. */
  readonly objectNumber?: number;
}

export interface Revision {
  /** 0 is the oldest. */
  readonly index: number;
  /** End of the revision before; 0 for the oldest. */
  readonly start: number;
  /** Exclusive: after `%%EOF` and one end-of-line marker where there is one. */
  readonly end: number;
  /**
   * Right after the `F` of `%%EOF`. A signature over this revision ends here or up to `end`: a later update may have
   * added the end-of-line marker that was missing.
   */
  readonly markerEnd: number;
  /** Absolute offset of the newest section of this revision, what the next /Prev must say (minus `headerOffset`). */
  readonly startxref: number;
  readonly xrefKind: 'table' | 'stream' | 'hybrid';
  readonly trailer: PdfDictionary;
  /** Only what this revision itself says; a linearized or hybrid revision's sections are merged. */
  readonly entries: ReadonlyMap<number, XrefEntry>;
  /** The file's first revision, made of the two sections of a linearized file (PF-11). */
  readonly linearized: boolean;
  /** Newest first: one; two when linearized; with its /XRefStm after it when hybrid. */
  readonly sections: readonly XrefSection[];
  /** Keyword `startxref` to `markerEnd`, one per section that has such lines. */
  readonly endMarkers: readonly Span[];
}

export interface IndirectObject {
  readonly objectNumber: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** From the object number to after `endobj`; for a compressed object its value's place in the decoded container. */
  readonly span: Span;
  /** The revision whose bytes hold the object (for a compressed one: its container). */
  readonly revisionIndex: number;
  /** Number of the object stream that holds it. */
  readonly container?: number;
}

/** The document as it was at the end of one revision. */
export interface PdfView {
  readonly revisionIndex: number;
  readonly trailer: PdfDictionary;
  readonly catalogReference: PdfReference;
  /** Throws `no-catalog`. */
  readonly catalog: PdfDictionary;
  /** Undefined when free, unknown or of another generation. Throws when the entry does not lead to the object. */
  object(objectNumber: number, generation?: number): IndirectObject | undefined;
  /** The cross-reference entry in force, and the revision that says so. */
  entry(objectNumber: number): { readonly entry: XrefEntry; readonly revisionIndex: number } | undefined;
  /** Follows references; what is missing is null (ISO 32000-2 7.3.10). */
  resolve(value: PdfValue): ResolvedValue;
  /** The resolved value of a key; undefined when absent or null (ISO 32000-2 7.3.7). */
  get(dictionary: PdfDictionary, key: string): ResolvedValue | undefined;
  /** In reading order. Throws `circular-page-tree` or `malformed-page-tree`. */
  pages(): readonly PdfPage[];
  /** Decoded data. Throws `unsupported-filter` for image codecs, `inflation-limit` above `maxBytes`, `encrypted`. */
  streamData(stream: PdfStream, maxBytes?: number): Uint8Array;
  /** Numbers in use, ascending. */
  objectNumbers(): readonly number[];
}

/** A PDF whose structure can be read. Its bytes may lie elsewhere; see `PdfDocument`. */
export interface PdfFile {
  /** Bytes. */
  readonly length: number;
  /** From the header; the catalog's /Version may raise it. */
  readonly version: string;
  readonly headerOffset: number;
  /** Oldest first. */
  readonly revisions: readonly Revision[];
  readonly findings: readonly PdfFinding[];
  /** Everything behind the last revision's end. */
  readonly trailingBytes: Span;
  /** Some trailer has /Encrypt. The structure can be read, strings and streams cannot. */
  readonly encrypted: boolean;
  readonly limits: PdfLimits;
  /** The newest revision. */
  readonly current: PdfView;
  at(revisionIndex: number): PdfView;
  /** The file's bytes `start` to `end`, not to be changed. Read from the source where that has not been done. */
  slice(start: number, end: number): Uint8Array;
}

/** A PDF that is in memory as a whole. */
export interface PdfDocument extends PdfFile {
  readonly bytes: Uint8Array;
}

export interface Rectangle {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export interface PdfPage {
  /** 0 is the first page. */
  readonly index: number;
  readonly reference: PdfReference;
  readonly dictionary: PdfDictionary;
  /** Inheritance resolved, corners in order, default user space units. */
  readonly mediaBox: Rectangle;
  /** Intersected with nothing: as written, or the media box. */
  readonly cropBox: Rectangle;
  /** 0, 90, 180 or 270. */
  readonly rotate: number;
  readonly userUnit: number;
  /** Inherited resources, where there are any. */
  readonly resources?: PdfDictionary;
}
