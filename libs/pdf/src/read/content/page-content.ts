import type { Rectangle } from '../model.js';

/** What every painted thing has. */
export interface Painted {
  /** Upright box in default user space, cut to the clipping path's box. Not rotated by the page's /Rotate. */
  readonly box: Rectangle;
  /** Place in painting order over the whole page: what has a higher one is painted on top. */
  readonly order: number;
  /** False: painted, but not to be seen (clipped away, rendering mode 3 or 7, fully transparent, in a layer that is off). */
  readonly visible: boolean;
  /** Inside optional content: whether it shows depends on the reader's layers. */
  readonly optional: boolean;
}

/** One string-showing operator. */
export interface TextRun extends Painted {
  /** Unicode. A code that the font does not explain is U+FFFD. */
  readonly text: string;
  /** Height of an em in default user space units. */
  readonly fontSize: number;
  /** Start of the baseline. */
  readonly x: number;
  readonly y: number;
  /** Degrees anticlockwise from the page's x axis, -180 to 180. */
  readonly angle: number;
}

export interface ImageBox extends Painted {
  /** Written into the content stream itself. */
  readonly inline: boolean;
  /** Object number of the image, where it has one. */
  readonly objectNumber?: number;
}

/** A filled path or shading; the box is that of the whole path with its control points. */
export interface FillBox extends Painted {
  /** White, as far as the colour is written in grey, RGB or CMYK: it hides what is under it on white paper. */
  readonly white: boolean;
}

export interface FormBox extends Painted {
  readonly objectNumber?: number;
}

/**
 * Why the content may not be complete. `operators`, `items`, `depth` and `bytes` are limits; `unreadable-stream` and
 * `unreadable-font` are data; `malformed` are tokens that are not content stream syntax.
 */
export type ContentProblem = 'operators' | 'items' | 'depth' | 'bytes' | 'unreadable-stream' | 'unreadable-font' | 'malformed' | 'unknown-layer';

export interface PageContent {
  readonly texts: readonly TextRun[];
  readonly images: readonly ImageBox[];
  readonly fills: readonly FillBox[];
  /** Form XObjects as drawn; what they hold is in the other lists too. */
  readonly forms: readonly FormBox[];
  /** Each kind once. Empty: everything was read. */
  readonly problems: readonly ContentProblem[];
}

/** Bounds on reading the content of one page. The pure reader has no clock: operators and bytes stand for time. */
export interface ContentLimits {
  /** Operators, those of form XObjects counted each time they are drawn. */
  readonly maxOperators: number;
  /** Texts, images, fills and forms together. */
  readonly maxItems: number;
  /** Form XObjects inside one another. */
  readonly maxDepth: number;
  /** Decoded bytes of content streams, each counted each time it is read. */
  readonly maxBytes: number;
}

export const defaultContentLimits: ContentLimits = { maxOperators: 2_000_000, maxItems: 200_000, maxDepth: 24, maxBytes: 64 * 2 ** 20 };
