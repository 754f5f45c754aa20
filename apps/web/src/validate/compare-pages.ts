import type { PDFDocumentProxy } from '../document/engine.js';
import { changedAreas, type Area } from './changed-areas.js';

/** A page that looks different. Sizes are those of the pictures, in their own pixels. */
export interface PagePair {
  readonly page: number;
  readonly before: HTMLCanvasElement | undefined;
  readonly now: HTMLCanvasElement | undefined;
  /** On `now`; empty when one of the two is missing. */
  readonly areas: readonly Area[];
}

/** Wide enough to read, small enough for a phone to hold a few of. */
const WIDTH = 800;

/**
 * Draws every page of both files and gives those that differ, one after the other.
 * @param stopped asked before each page
 */
export async function* comparePages(before: PDFDocumentProxy, now: PDFDocumentProxy, stopped: () => boolean, progress: (page: number, count: number) => void): AsyncGenerator<PagePair> {
  const count = Math.max(before.numPages, now.numPages);
  for (let page = 1; page <= count && !stopped(); page += 1) {
    progress(page, count);
    const [first, second] = [await draw(before, page), await draw(now, page)];
    const areas = first !== undefined && second !== undefined ? areasBetween(first, second) : [];
    if (areas.length > 0 || first === undefined || second === undefined) yield { page, before: first, now: second, areas };
    else for (const canvas of [first, second]) canvas.width = canvas.height = 0;
  }
}

async function draw(pdf: PDFDocumentProxy, number: number): Promise<HTMLCanvasElement | undefined> {
  if (number > pdf.numPages) return undefined;
  const page = await pdf.getPage(number);
  const viewport = page.getViewport({ scale: WIDTH / page.getViewport({ scale: 1 }).width });
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.min(Math.floor(viewport.height), WIDTH * 4);
  await page.render({ canvas, viewport }).promise;
  page.cleanup();
  return canvas;
}

function areasBetween(before: HTMLCanvasElement, now: HTMLCanvasElement): readonly Area[] {
  const whole = { left: 0, top: 0, width: now.width, height: now.height };
  if (before.width !== now.width || before.height !== now.height) return [whole];
  const pixels = (canvas: HTMLCanvasElement) => canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
  const [first, second] = [pixels(before), pixels(now)];
  // Without pixels to compare nobody may say that the page is the same.
  return first === undefined || second === undefined ? [whole] : changedAreas(first, second, now.width, now.height);
}
