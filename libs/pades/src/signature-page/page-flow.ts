import { type ArtifactKind, ContentWriter } from '../drawing/content-writer.js';
import type { PageShape } from './page-shape.js';
import type { StructureElement } from './structure.js';

/** Lengths of the layout, in its units: points unless the page is enlarged (`PageShape.scale`). */
export interface PageFrame {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly left: number;
  readonly right: number;
  /** Width between the margins. */
  readonly measure: number;
  /** Where the running foot stands; content stays above `bottom`. */
  readonly footBaseline: number;
  readonly bottom: number;
}

export function pageFrame(shape: PageShape): PageFrame {
  const [width, height] = [shape.width / shape.scale, shape.height / shape.scale];
  const margin = Math.max(38, Math.min(62, Math.round(Math.min(width, height) * 0.1)));
  return { width, height, margin, left: margin, right: width - margin, measure: width - 2 * margin, footBaseline: margin * 0.55, bottom: margin - 9 };
}

/** A rectangle of signature page `page` (0-based) in layout units, origin at the lower left. */
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
  readonly frame: PageFrame;
  /** Next marked content of each page. */
  private readonly nextIds: number[] = [];
  y = 0;

  /**
   * @param tagged the text's language where content is marked for a structure tree, else undefined
   * @param startPage draws the head of a page (0-based number) and returns the y below it
   */
  constructor(
    private readonly shape: PageShape,
    private readonly tagged: string | undefined,
    private readonly startPage: (flow: PageFlow, page: number) => number,
  ) {
    this.frame = pageFrame(shape);
    this.newPage();
  }

  get page(): number {
    return this.pages.length - 1;
  }

  get scale(): number {
    return this.shape.scale;
  }

  get writer(): ContentWriter {
    const writer = this.pages.at(-1);
    if (writer === undefined) throw new Error('A flow always has a page');
    return writer;
  }

  /** Goes to a new page unless `height` is left on this one. */
  require(height: number): void {
    if (this.y - height < this.frame.bottom) this.newPage();
  }

  /** What `draw` writes on this page is content of `owner`. */
  content(owner: StructureElement, draw: (writer: ContentWriter) => void): void {
    const { page, writer } = this;
    const id = this.nextIds[page] ?? 0;
    this.nextIds[page] = id + 1;
    owner.kids.push({ type: 'content', page, id });
    if (this.tagged !== undefined) writer.beginContent(owner.type, id);
    draw(writer);
    if (this.tagged !== undefined) writer.end();
  }

  /** What `draw` writes is decoration. */
  artifact(draw: (writer: ContentWriter) => void, kind?: ArtifactKind, writer = this.writer): void {
    if (this.tagged !== undefined) writer.beginArtifact(this.tagged, kind);
    draw(writer);
    if (this.tagged !== undefined) writer.end();
  }

  private newPage(): void {
    this.pages.push(new ContentWriter().scale(this.shape.scale));
    this.y = this.frame.height - this.frame.margin;
    this.y = this.startPage(this, this.page);
  }
}
