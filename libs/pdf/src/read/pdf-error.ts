/** Why a PDF (or a request to change one) was refused. A closed union: callers may switch on it without a default. */
export type PdfErrorCode =
  // The file as a whole
  | 'not-a-pdf'
  | 'truncated'
  | 'too-large'
  | 'broken-xref'
  | 'xref-loop'
  | 'no-catalog'
  | 'encrypted'
  // One object
  | 'syntax'
  | 'nesting-too-deep'
  | 'object-too-large'
  | 'object-not-at-offset'
  | 'object-redefined'
  | 'malformed-stream'
  | 'malformed-object-stream'
  | 'circular-reference'
  // Stream data
  | 'unsupported-filter'
  | 'malformed-filter-data'
  | 'inflation-limit'
  // Trees
  | 'circular-page-tree'
  | 'malformed-page-tree'
  | 'circular-field-tree'
  | 'malformed-field-tree'
  // Any of PdfLimits that has no code of its own
  | 'limit-exceeded'
  // Writing
  | 'not-appendable'
  | 'unknown-object'
  | 'invalid-value'
  | 'update-finished'
  | 'contents-too-small';

/** Where in the file the trouble is, as far as known. Offsets are absolute in the bytes given to `openPdf`. */
export interface PdfErrorPlace {
  readonly offset?: number;
  readonly objectNumber?: number;
}

/** The only error that reading or writing a PDF throws. Messages are for developers; decide on `code`. */
export class PdfError extends Error {
  override readonly name = 'PdfError';

  constructor(
    readonly code: PdfErrorCode,
    message: string,
    readonly place: PdfErrorPlace = {},
  ) {
    super(message);
  }
}
