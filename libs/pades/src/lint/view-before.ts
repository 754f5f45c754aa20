import type { PdfFile, PdfView } from '#pdf/read';

/** The file as its first `length` bytes have it; undefined when no revision ends there or before. */
export function viewBefore(document: PdfFile, length: number): PdfView | undefined {
  const last = document.revisions.filter(({ end }) => end <= length).at(-1);
  return last === undefined ? undefined : document.at(last.index);
}
