import type { BlockKind } from './blocks.js';

export type Weight = 'regular' | 'semibold';

/** How a kind of block is set; lengths in points. */
export interface BlockStyle {
  readonly weight: Weight;
  readonly size: number;
  readonly leading: number;
  /** Space above, dropped at the top of a page. */
  readonly before: number;
  readonly indent: number;
  readonly color: 'ink' | 'muted' | 'accent';
  /** Never the last thing on a page. */
  readonly keepWithNext?: true;
  /** Drawn in the indent of the first line. */
  readonly marker?: string;
}

const body = { weight: 'regular', size: 10.5, leading: 16, before: 7, indent: 0, color: 'ink' } as const;

export const styles: Readonly<Record<BlockKind, BlockStyle>> = {
  title: { weight: 'semibold', size: 17, leading: 28, before: 0, indent: 0, color: 'accent', keepWithNext: true },
  meta: { ...body, before: 2, color: 'muted', keepWithNext: true },
  label: { ...body, weight: 'semibold', before: 12, keepWithNext: true },
  name: { ...body, before: 1 },
  heading: { ...body, weight: 'semibold', size: 13, leading: 18.5, before: 24, color: 'accent', keepWithNext: true },
  paragraph: body,
  decisionLabel: { ...body, weight: 'semibold', before: 12, keepWithNext: true },
  decision: { ...body, before: 4, indent: 18 },
  bullet: { ...body, before: 3, indent: 18, marker: '–' },
};

/** A4 and its margins in points. */
export const sheet = { width: 595.28, height: 841.89, left: 82, right: 82, top: 98, bottom: 84 } as const;
