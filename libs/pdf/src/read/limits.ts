/** Bounds on what a file may cost. Every recursion, loop and allocation of the reader has one of these behind it. */
export interface PdfLimits {
  /** Bytes. Below 2^31: many other readers keep offsets in signed 32 bits (PF-16). */
  readonly maxFileBytes: number;
  /** ISO 32000-1 Annex C: 8,388,607 indirect objects. Also keeps object numbers inside typed arrays. */
  readonly maxObjectNumber: number;
  /** Arrays and dictionaries inside one another. */
  readonly maxNesting: number;
  /** Values of all objects read and kept. Each costs about half a microsecond and 100 bytes. */
  readonly maxValues: number;
  /** Cross-reference sections. 100 signatories make about 200. */
  readonly maxSections: number;
  /** Entries of all sections together. */
  readonly maxXrefEntries: number;
  /** Levels of a page or field tree. Real trees have fewer than ten. */
  readonly maxTreeDepth: number;
  /** Pages, and separately form fields, walked in one call. */
  readonly maxTreeNodes: number;
  /** References that point at references. */
  readonly maxReferenceHops: number;
  /** Decoded bytes of one stream. Callers of `streamData` may ask for less or more. */
  readonly maxStreamBytes: number;
  /** Decoded bytes of all object and cross-reference streams of one document together. */
  readonly maxStructureBytes: number;
}

export const defaultLimits: PdfLimits = {
  maxFileBytes: 2 ** 31 - 1,
  maxObjectNumber: 8_388_607,
  maxNesting: 100,
  maxValues: 4_000_000,
  maxSections: 4096,
  maxXrefEntries: 4_000_000,
  maxTreeDepth: 100,
  maxTreeNodes: 200_000,
  maxReferenceHops: 32,
  maxStreamBytes: 64 * 2 ** 20,
  maxStructureBytes: 256 * 2 ** 20,
};
