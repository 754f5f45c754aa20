import type { PdfLimits } from './limits.js';
import type { PdfPage, PdfView, Rectangle } from './model.js';
import { PdfError } from './pdf-error.js';
import type { PdfDictionary, PdfReference, PdfValue, ResolvedValue } from './values.js';

const inheritable = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;
type Inherited = Readonly<Partial<Record<(typeof inheritable)[number], ResolvedValue>>>;

interface Level {
  readonly kids: readonly PdfValue[];
  next: number;
  readonly inherited: Inherited;
  /** Object number of the node, to take it off the path again. */
  readonly objectNumber: number;
}

type View = Pick<PdfView, 'catalog' | 'get' | 'resolve'>;

/** Walks the page tree (ISO 32000-2 7.7.3). A node on its own path, or a page met twice, is `circular-page-tree`. */
export function readPages(view: View, limits: PdfLimits): PdfPage[] {
  const root = view.catalog.get('Pages');
  if (root?.kind !== 'reference') throw malformed('catalog has no /Pages reference');
  const pages: PdfPage[] = [];
  const seen = new Set<number>();
  const stack: Level[] = [enter(view, root, {}, seen)];
  for (let level = stack.at(-1); level !== undefined; level = stack.at(-1)) {
    const kid = level.kids[level.next];
    level.next += 1;
    if (kid === undefined) {
      stack.pop();
      continue;
    }
    if (kid.kind !== 'reference') throw malformed('page tree kid is not a reference');
    if (seen.size > limits.maxTreeNodes) throw new PdfError('limit-exceeded', 'too many page tree nodes');
    const node = nodeAt(view, kid, seen);
    if (isPages(view, node)) {
      if (stack.length >= limits.maxTreeDepth) throw new PdfError('limit-exceeded', 'page tree too deep');
      stack.push(levelOf(view, kid, node, level.inherited));
    } else {
      pages.push(pageOf(view, pages.length, kid, node, inherit(view, node, level.inherited)));
    }
  }
  return pages;
}

function malformed(message: string): PdfError {
  return new PdfError('malformed-page-tree', message);
}

function enter(view: View, reference: PdfReference, inherited: Inherited, seen: Set<number>): Level {
  const node = nodeAt(view, reference, seen);
  if (!isPages(view, node)) throw malformed('root of the page tree is not a /Pages node');
  return levelOf(view, reference, node, inherited);
}

/** A tree has each node once; so a second visit is a loop or a node with two parents, and neither is a tree. */
function nodeAt(view: View, reference: PdfReference, seen: Set<number>): PdfDictionary {
  const { objectNumber } = reference;
  if (seen.has(objectNumber)) throw new PdfError('circular-page-tree', 'page tree node met twice', { objectNumber });
  seen.add(objectNumber);
  const node = view.resolve(reference);
  if (node.kind !== 'dictionary') throw malformed('page tree node is not a dictionary');
  return node;
}

function isPages(view: View, node: PdfDictionary): boolean {
  const type = view.get(node, 'Type');
  if (type?.kind === 'name' && type.value === 'Pages') return true;
  if (type?.kind === 'name' && type.value === 'Page') return false;
  throw malformed('page tree node is neither /Pages nor /Page');
}

function levelOf(view: View, reference: PdfReference, node: PdfDictionary, above: Inherited): Level {
  const kids = view.get(node, 'Kids');
  if (kids?.kind !== 'array') throw malformed('/Pages node without /Kids');
  return { kids: kids.items, next: 0, inherited: inherit(view, node, above), objectNumber: reference.objectNumber };
}

function inherit(view: View, node: PdfDictionary, above: Inherited): Inherited {
  const own: Partial<Record<(typeof inheritable)[number], ResolvedValue>> = { ...above };
  for (const key of inheritable) {
    const value = view.get(node, key);
    if (value !== undefined) own[key] = value;
  }
  return own;
}

function pageOf(view: View, index: number, reference: PdfReference, dictionary: PdfDictionary, inherited: Inherited): PdfPage {
  const mediaBox = rectangleOf(view, inherited.MediaBox);
  if (mediaBox === undefined) throw malformed('page without /MediaBox');
  const rotate = inherited.Rotate?.kind === 'number' ? inherited.Rotate.value : 0;
  const userUnit = view.get(dictionary, 'UserUnit');
  const resources = inherited.Resources;
  return {
    index,
    reference,
    dictionary,
    mediaBox,
    cropBox: rectangleOf(view, inherited.CropBox) ?? mediaBox,
    rotate: rotate % 90 === 0 ? ((rotate % 360) + 360) % 360 : 0,
    userUnit: userUnit?.kind === 'number' && userUnit.value > 0 ? userUnit.value : 1,
    ...(resources?.kind === 'dictionary' ? { resources } : {}),
  };
}

/** Four numbers in any order of corners (ISO 32000-2 7.9.5). */
export function rectangleOf(view: Pick<PdfView, 'resolve'>, value: ResolvedValue | undefined): Rectangle | undefined {
  if (value?.kind !== 'array' || value.items.length !== 4) return undefined;
  const numbers = value.items.map((item) => {
    const resolved = view.resolve(item);
    return resolved.kind === 'number' ? resolved.value : Number.NaN;
  });
  const [x1 = Number.NaN, y1 = Number.NaN, x2 = Number.NaN, y2 = Number.NaN] = numbers;
  if (numbers.some(Number.isNaN)) return undefined;
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) };
}
