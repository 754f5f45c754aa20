import type { PdfDictionary, PdfValue, Span } from '#pdf/read';
import type { Finding } from '../report/reason.js';

/** A signature as the file presents it, sound or not: what looks like one is judged, never skipped (A-01..07). */
export interface FoundSignature {
  /** Fully qualified; null for a signature that no field holds. */
  readonly fieldName: string | null;
  readonly field: PdfDictionary | undefined;
  /** The field's /V as written. */
  readonly value: PdfValue | undefined;
  readonly dictionary: PdfDictionary | undefined;
  /** Of the signature dictionary; undefined when it is written directly into the field or is missing. */
  readonly objectNumber: number | undefined;
  /** Revision whose bytes hold the dictionary. */
  readonly revisionIndex: number;
  /** Of the dictionary's object in the file; undefined when compressed or missing. */
  readonly span: Span | undefined;
  readonly page: number | null;
  readonly rect: readonly [number, number, number, number] | null;
  readonly findings: readonly Finding[];
}
