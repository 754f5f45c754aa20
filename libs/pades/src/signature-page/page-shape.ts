import type { PdfPage } from '#pdf/read';

/** Size of a signature page as people see it, upright, in points; and how many points a unit of its layout takes. */
export interface PageShape {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** ISO 216 A4. */
export const a4Shape: PageShape = { width: 595.276, height: 841.89, scale: 1 };

/** Shorter side, points: below this four names do not fit decently; above it (A3, posters) the whole layout is enlarged. */
const shortest = 380;
const longestUnscaled = 700;
/** Banners and strips are no shape for a page of text. */
const slimmest = 2.2;
/** ISO 32000-1 Annex C: a page side of 14,400 units. */
const longestSide = 14_400;

/**
 * The size that most pages of the document show: visible part (crop box), rotation and /UserUnit applied. So the signature page lies as the
 * minutes lie, upright, without inheriting their rotation. A4 where that size is no page for text.
 */
export function usualPageShape(pages: readonly PdfPage[]): PageShape {
  const counted = new Map<string, { count: number; width: number; height: number }>();
  for (const page of pages) {
    const { width, height } = shownSize(page);
    const key = `${Math.round(width).toString()}x${Math.round(height).toString()}`;
    const known = counted.get(key) ?? { count: 0, width, height };
    known.count += 1;
    counted.set(key, known);
  }
  const [usual] = [...counted.values()].sort((one, other) => other.count - one.count);
  if (usual === undefined) return a4Shape;
  const [short, long] = [Math.min(usual.width, usual.height), Math.max(usual.width, usual.height)];
  if (!(short >= shortest && long <= longestSide && long / short <= slimmest)) return a4Shape;
  return { width: usual.width, height: usual.height, scale: short > longestUnscaled ? short / a4Shape.width : 1 };
}

function shownSize({ mediaBox, cropBox, rotate, userUnit }: PdfPage): { width: number; height: number } {
  // ISO 32000-1 14.11.2: the crop box counts as far as it lies within the media box.
  const width = Math.max(0, Math.min(mediaBox.right, cropBox.right) - Math.max(mediaBox.left, cropBox.left)) * userUnit;
  const height = Math.max(0, Math.min(mediaBox.top, cropBox.top) - Math.max(mediaBox.bottom, cropBox.bottom)) * userUnit;
  const rounded = { width: Math.round(width * 1000) / 1000, height: Math.round(height * 1000) / 1000 };
  return rotate % 180 === 0 ? rounded : { width: rounded.height, height: rounded.width };
}
