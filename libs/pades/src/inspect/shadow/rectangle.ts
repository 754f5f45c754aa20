import type { PdfView, Rectangle, ResolvedValue } from '#pdf/read';

/** Four numbers in any order of corners (ISO 32000-2 7.9.5); undefined for anything else. */
export function rectangleOf(view: PdfView, value: ResolvedValue | undefined): Rectangle | undefined {
  if (value?.kind !== 'array' || value.items.length !== 4) return undefined;
  const [x1, y1, x2, y2] = value.items.map((item) => view.resolve(item)).map((item) => (item.kind === 'number' ? item.value : Number.NaN));
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined || [x1, y1, x2, y2].some(Number.isNaN)) return undefined;
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) };
}
