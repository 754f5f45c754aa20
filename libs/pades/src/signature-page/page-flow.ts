import { ContentWriter } from '../drawing/content-writer.js';

/** ISO 216 A4 in points. */
export const a4 = { width: 595.276, height: 841.89 } as const;

export const margin = 56;
export const contentWidth = a4.width - 2 * margin;

/** Where the running foot stands; content stays above `bottom`. */
export const footBaseline = 34;
const bottom = 58;

/** A rectangle in page space, points, origin at the lower left. */
export interface Box {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pages filled from top to bottom. `y` is the top of what comes next. */
export class PageFlow {
  readonly pages: ContentWriter[] = [];
  y = 0;

  /** @param startPage draws the head of a page (0-based number) and returns the y below it */
  constructor(private readonly startPage: (flow: PageFlow, page: number) => number) {
    this.newPage();
  }

  get page(): number {
    return this.pages.length - 1;
  }

  get writer(): ContentWriter {
    const writer = this.pages.at(-1);
    if (writer === undefined) throw new Error('A flow always has a page');
    return writer;
  }

  /** Goes to a new page unless `height` points are left on this one. */
  require(height: number): void {
    if (this.y - height < bottom) this.newPage();
  }

  private newPage(): void {
    this.pages.push(new ContentWriter());
    this.y = a4.height - margin;
    this.y = this.startPage(this, this.page);
  }
}
