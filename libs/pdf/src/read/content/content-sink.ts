import type { Rectangle } from '../model.js';
import type { GraphicsState } from './graphics-state.js';
import { boxAround, intersection, type Matrix } from './matrix.js';
import type { ContentLimits, ContentProblem, FillBox, FormBox, ImageBox, PageContent, Painted, TextRun } from './page-content.js';

/** All text of one page; more is a bomb made of characters that stand for sixty. */
const maxCharacters = 20_000_000;

interface Marked {
  readonly shown: boolean;
  readonly optional: boolean;
}

/** Takes what is painted, counts it, and says when it is enough. */
export class ContentSink {
  readonly #texts: TextRun[] = [];
  readonly #images: ImageBox[] = [];
  readonly #fills: FillBox[] = [];
  readonly #forms: FormBox[] = [];
  readonly #problems = new Set<ContentProblem>();
  readonly #marks: Marked[] = [];
  #order = 0;
  #operators = 0;
  #bytes = 0;
  #characters = 0;
  /** A limit was hit: nothing more is read. */
  stopped = false;

  constructor(private readonly limits: ContentLimits) {}

  problem(problem: ContentProblem): void {
    this.#problems.add(problem);
  }

  /** True while there is room for another operator. */
  spendOperator(cost = 1): boolean {
    this.#operators += cost;
    if (this.#operators > this.limits.maxOperators) this.#stop('operators');
    return !this.stopped;
  }

  get bytesLeft(): number {
    return this.limits.maxBytes - this.#bytes;
  }

  spendBytes(count: number): void {
    this.#bytes += count;
    if (this.#bytes > this.limits.maxBytes) this.#stop('bytes');
  }

  /** Entering and leaving marked content; only optional content matters here. */
  push(mark: Marked): void {
    const outer = this.#marks.at(-1);
    this.#marks.push({ shown: mark.shown && outer?.shown !== false, optional: mark.optional || outer?.optional === true });
  }

  pop(): void {
    this.#marks.pop();
  }

  get depthOfMarks(): number {
    return this.#marks.length;
  }

  popTo(depth: number): void {
    this.#marks.length = Math.min(depth, this.#marks.length);
  }

  text(state: GraphicsState, matrix: Matrix, rectangle: Rectangle, run: Pick<TextRun, 'text' | 'fontSize' | 'x' | 'y' | 'angle'>): void {
    this.#characters += run.text.length;
    if (this.#characters > maxCharacters) this.#stop('items');
    const isPainted = state.renderMode !== 3 && state.renderMode !== 7;
    const painted = this.#painted(state, boxAround(matrix, rectangle), isPainted);
    if (painted === undefined) return;
    // Written out: copying two objects into one costs more than all the rest of it.
    this.#texts.push({
      box: painted.box, order: painted.order, visible: painted.visible, optional: painted.optional,
      text: run.text, fontSize: run.fontSize, x: run.x, y: run.y, angle: run.angle,
    });
  }

  image(state: GraphicsState, more: Pick<ImageBox, 'inline' | 'objectNumber'>): void {
    const painted = this.#painted(state, boxAround(state.matrix, { left: 0, bottom: 0, right: 1, top: 1 }), true);
    if (painted !== undefined) this.#images.push({ ...painted, ...more });
  }

  fill(state: GraphicsState, box: Rectangle | undefined): void {
    const painted = box === undefined ? undefined : this.#painted(state, box, true);
    if (painted !== undefined) this.#fills.push({ ...painted, white: state.whiteFill });
  }

  form(state: GraphicsState, box: Rectangle, more: Pick<FormBox, 'objectNumber'>): void {
    const painted = this.#painted(state, box, true);
    if (painted !== undefined) this.#forms.push({ ...painted, ...more });
  }

  content(): PageContent {
    return { texts: this.#texts, images: this.#images, fills: this.#fills, forms: this.#forms, problems: [...this.#problems] };
  }

  #painted(state: GraphicsState, box: Rectangle, isPainted: boolean): Painted | undefined {
    if (this.stopped || !isPlaced(box)) return undefined;
    this.#order += 1;
    if (this.#order > this.limits.maxItems) {
      this.#stop('items');
      return undefined;
    }
    const mark = this.#marks.at(-1);
    const cut = state.clip === undefined ? undefined : intersection(box, state.clip);
    return {
      box: cut ?? box,
      order: this.#order - 1,
      visible: isPainted && cut !== undefined && state.alpha > 0 && mark?.shown !== false,
      optional: mark?.optional === true,
    };
  }

  #stop(problem: ContentProblem): void {
    this.#problems.add(problem);
    this.stopped = true;
  }
}

function isPlaced({ left, bottom, right, top }: Rectangle): boolean {
  return Number.isFinite(left) && Number.isFinite(bottom) && Number.isFinite(right) && Number.isFinite(top);
}
