/** Standard structure types (ISO 32000-1 14.8.4) that a signature page is made of. */
export type StructureType = 'Sect' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Figure' | 'Link' | 'Form';

/** What the page says to assistive technology, in reading order; becomes part of the structure tree of a tagged file. */
export interface StructureElement {
  readonly type: StructureType;
  readonly kids: StructureKid[];
  /** Says what a figure shows. */
  readonly alternative?: string;
  /** Of a figure: left, bottom, right, top in page space. */
  readonly box?: readonly [number, number, number, number];
}

export type StructureKid =
  | StructureElement
  /** Marked content `id` on signature page `page` (0-based). */
  | { readonly type: 'content'; readonly page: number; readonly id: number }
  /** The widget of the signatory with this `index`, or the link with this index. */
  | { readonly type: 'widget' | 'link'; readonly index: number };

export function element(type: StructureType, parent?: StructureElement, more: Pick<StructureElement, 'alternative' | 'box'> = {}): StructureElement {
  const made: StructureElement = { type, kids: [], ...more };
  parent?.kids.push(made);
  return made;
}

/** The first page that shows something of the element. */
export function pageOf(kid: StructureKid): number | undefined {
  if (kid.type === 'content') return kid.page;
  if (!('kids' in kid)) return undefined;
  for (const each of kid.kids) {
    const page = pageOf(each);
    if (page !== undefined) return page;
  }
  return undefined;
}
