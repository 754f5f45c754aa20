/**
 * PDF objects as read (ISO 32000-2 7.3). `span` is the token's place in its container: the file for objects that stand
 * in the file, the decoded object stream for objects that stand in one (`IndirectObject.container` says which).
 */
export interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface PdfNull {
  readonly kind: 'null';
  readonly span: Span;
}
export interface PdfBoolean {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly span: Span;
}
export interface PdfNumber {
  readonly kind: 'number';
  readonly value: number;
  /** Written without a decimal point. */
  readonly isInteger: boolean;
  readonly span: Span;
}
/** `value` holds the name's bytes after `#xx` decoding, one character per byte, without the slash. */
export interface PdfName {
  readonly kind: 'name';
  readonly value: string;
  readonly span: Span;
}
/** The span includes the delimiters, so for `/Contents` it is exactly the gap of the byte range (BB-05, R4). */
export interface PdfString {
  readonly kind: 'string';
  readonly form: 'literal' | 'hex';
  /** Decoded. A hexadecimal string with an odd number of digits got its final 0. */
  readonly bytes: Uint8Array;
  readonly span: Span;
}
export interface PdfArray {
  readonly kind: 'array';
  readonly items: readonly PdfValue[];
  readonly span: Span;
}
export interface PdfReference {
  readonly kind: 'reference';
  readonly objectNumber: number;
  readonly generation: number;
  readonly span: Span;
}

export class PdfDictionary {
  readonly kind = 'dictionary';

  constructor(
    /** For a key that occurs twice the last value, as most readers have it; see `duplicateKeys`. */
    readonly entries: ReadonlyMap<string, PdfValue>,
    readonly span: Span,
    readonly duplicateKeys: readonly string[] = [],
  ) {}

  /** The value as it stands: possibly a reference, possibly null. */
  get(key: string): PdfValue | undefined {
    return this.entries.get(key);
  }
}

export interface PdfStream {
  readonly kind: 'stream';
  readonly dictionary: PdfDictionary;
  /** The undecoded data is `bytes.subarray(rawStart, rawEnd)` of the file: streams never stand in object streams. */
  readonly rawStart: number;
  readonly rawEnd: number;
  readonly span: Span;
}

export type PdfValue =
  | PdfNull
  | PdfBoolean
  | PdfNumber
  | PdfName
  | PdfString
  | PdfArray
  | PdfDictionary
  | PdfStream
  | PdfReference;

/** What is left when references have been followed. */
export type ResolvedValue = Exclude<PdfValue, PdfReference>;
