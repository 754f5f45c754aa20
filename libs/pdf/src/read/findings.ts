/**
 * Things that a strict reader sees and does not guess about, but that do not stop it from reading. Which of them refuse
 * a file, warn or fail a signature is the caller's policy.
 */
export type PdfFindingCode =
  /** `%PDF-` is not at offset 0; all offsets are counted from it (PF-10). */
  | 'bytes-before-header'
  /** Only comments and white space after the end of the last revision. */
  | 'trailing-comment'
  /** Something else after the end of the last revision (R3, A-20). */
  | 'trailing-bytes'
  /** A key occurs twice in a trailer (R6). Other dictionaries say so in `duplicateKeys`. */
  | 'duplicate-trailer-key'
  /** /Size is not above the highest object number of the section, or its stream has more rows than /Size: readers disagree on what those objects are. */
  | 'size-too-small'
  /** /Size went down from one revision to the next. */
  | 'size-decreased'
  /** An object number occurs twice in one section; the first entry is used. */
  | 'duplicate-xref-entry'
  /** Two sections of one hybrid (or linearized) revision disagree about an object that is in use in both. */
  | 'sections-disagree'
  /** The first revision's table is not one contiguous subsection from 0 (PF-06). */
  | 'xref-not-contiguous'
  /** An entry of an update points at bytes of an earlier revision where that revision had no such object. */
  | 'entry-outside-revision'
  /** An entry points at or behind the end of its revision. */
  | 'entry-beyond-revision'
  /** An update frees an object that was in use. */
  | 'object-freed'
  /** A number that was freed is used again. */
  | 'object-number-reused'
  /** The trailers of two revisions name different catalogs. */
  | 'catalog-replaced'
  /** Bytes between objects that no object, section or comment accounts for (R3). From `inspectBytes`. */
  | 'unclaimed-bytes'
  /** `%%EOF` where no revision ends (R2, A-22). From `inspectBytes`. */
  | 'stray-end-marker'
  /** Two objects, or an object and a section, share bytes. From `inspectBytes`. */
  | 'overlapping-objects'
  /** An entry in use does not lead to a readable object. From `inspectBytes`. */
  | 'object-unreadable';

export interface PdfFinding {
  readonly code: PdfFindingCode;
  /** Bytes concerned, absolute in the file. */
  readonly start?: number;
  readonly end?: number;
  readonly objectNumber?: number;
  readonly revisionIndex?: number;
  /** A dictionary key, for `duplicate-trailer-key`. */
  readonly key?: string;
}

/** A file can have millions of faults; nobody needs more than these. */
export const maxFindings = 1000;

/** Collects findings up to `maxFindings`, so that a hostile file cannot fill memory with complaints. */
export class FindingList {
  readonly #findings: PdfFinding[] = [];

  get all(): readonly PdfFinding[] {
    return this.#findings;
  }

  get isFull(): boolean {
    return this.#findings.length >= maxFindings;
  }

  add(finding: PdfFinding): void {
    if (!this.isFull) this.#findings.push(finding);
  }
}
