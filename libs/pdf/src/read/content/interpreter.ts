import type { PdfPage, PdfView } from '../model.js';
import { rectangleOf } from '../page-tree.js';
import { PdfError } from '../pdf-error.js';
import type { PdfDictionary, PdfStream, PdfValue, ResolvedValue } from '../values.js';
import type { ContentSink } from './content-sink.js';
import { ContentTokens, type Operation } from './content-tokens.js';
import { unknownFont, type FontSource } from './fonts/font.js';
import { clipTo, initialState, PathBox, type GraphicsState } from './graphics-state.js';
import type { Layers } from './layers.js';
import { across, boxAround, identity, matrixOf, multiply, upwards, type Matrix } from './matrix.js';
import type { ContentLimits } from './page-content.js';
import { matrixOperand, TextOperators } from './text-operators.js';

/** What the parts of one page's content share. */
export interface Interpretation {
  readonly view: PdfView;
  readonly sink: ContentSink;
  readonly fonts: FontSource;
  readonly layers: Layers;
  readonly limits: ContentLimits;
  /** Form XObjects being drawn, to see loops. */
  readonly open: Set<PdfStream>;
}

/** Saved graphics states. Annex C says 28; producers go beyond. */
const maxSavedStates = 512;

/** What drawing an empty form costs, in operators: its data is decoded each time. */
const formCost = 20;

const fillOperators = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*']);
const textStateOperators = new Set(['Tc', 'Tw', 'Tz', 'TL', 'Ts', 'Tr']);

/** Runs a page's content streams as one (7.8.2). */
export function interpretPage(run: Interpretation, page: PdfPage): void {
  const content = run.view.get(page.dictionary, 'Contents');
  const parts = content?.kind === 'array' ? content.items.map((item) => run.view.resolve(item)) : content === undefined ? [] : [content];
  const data = parts.flatMap((part) => dataOf(run, part) ?? []);
  const bytes = Buffer.concat(data.flatMap((part) => [part, Buffer.from('\n')]));
  new Interpreter(run, page.resources, initialState(identity, page.cropBox)).run(bytes);
}

function dataOf(run: Interpretation, part: ResolvedValue): Uint8Array | undefined {
  if (part.kind !== 'stream') {
    if (part.kind !== 'null') run.sink.problem('unreadable-stream');
    return undefined;
  }
  try {
    const data = run.view.streamData(part, Math.max(0, run.sink.bytesLeft));
    // What is read counts too: filters can make nothing of much.
    run.sink.spendBytes(Math.max(data.length, part.rawEnd - part.rawStart));
    return data;
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    run.sink.problem(error.code === 'inflation-limit' ? 'bytes' : 'unreadable-stream');
    return undefined;
  }
}

/** One content stream: of a page, or of a form XObject. */
class Interpreter {
  #state: GraphicsState;
  readonly #saved: GraphicsState[] = [];
  readonly #path = new PathBox();
  readonly #text: TextOperators;
  #clipPending = false;

  constructor(
    private readonly on: Interpretation,
    private readonly resources: PdfDictionary | undefined,
    state: GraphicsState,
  ) {
    this.#state = state;
    this.#text = new TextOperators(on.sink);
  }

  run(bytes: Uint8Array): void {
    const { sink } = this.on;
    const tokens = new ContentTokens(bytes);
    const marks = sink.depthOfMarks;
    for (let operation = tokens.next(); operation !== undefined && sink.spendOperator(); operation = tokens.next()) this.#attempt(operation, marks);
    sink.popTo(marks);
    if (tokens.malformed > 0) sink.problem('malformed');
  }

  /** What an operator names and nobody can read is left out, and said to be. */
  #attempt(operation: Operation, marks: number): void {
    try {
      this.#execute(operation, marks);
    } catch (error) {
      if (!(error instanceof PdfError)) throw error;
      this.on.sink.problem('unreadable-stream');
    }
  }

  #execute(operation: Operation, marks: number): void {
    const { operator, operands } = operation;
    if (this.#showText(operator, operands) || this.#paint(operator, operands) || this.#setState(operator, operands)) return;
    const { sink } = this.on;
    if (operator === 'Do') this.#draw(operands[0]);
    else if (operator === 'BI') sink.image(this.#state, { inline: true });
    else if (operator === 'BMC') sink.push({ shown: true, optional: false });
    else if (operator === 'BDC') this.#beginMarked(operands);
    else if (operator === 'EMC' && sink.depthOfMarks > marks) sink.pop();
  }

  /** Path construction, painting and clipping (8.5). */
  #paint(operator: string, operands: readonly PdfValue[]): boolean {
    if (fillOperators.has(operator)) {
      this.on.sink.fill(this.#state, this.#path.peek());
      this.#endPath();
      return true;
    }
    switch (operator) {
      case 'm':
      case 'l':
      case 'c':
      case 'v':
      case 'y':
        for (let i = 0; i + 1 < operands.length; i += 2) this.#point(numberAt(operands, i), numberAt(operands, i + 1));
        return true;
      case 're':
        this.#rectangle(numberAt(operands, 0), numberAt(operands, 1), numberAt(operands, 2), numberAt(operands, 3));
        return true;
      case 'W':
      case 'W*':
        this.#clipPending = true;
        return true;
      case 'n':
      case 'S':
      case 's':
        this.#endPath();
        return true;
      case 'sh':
        this.on.sink.fill(this.#state, this.#state.clip);
        return true;
      default:
        return false;
    }
  }

  #point(x: number, y: number): void {
    this.#path.add(across(this.#state.matrix, x, y), upwards(this.#state.matrix, x, y));
  }

  #rectangle(x: number, y: number, width: number, height: number): void {
    this.#point(x, y);
    this.#point(x + width, y);
    this.#point(x, y + height);
    this.#point(x + width, y + height);
  }

  #endPath(): void {
    const box = this.#path.take();
    if (this.#clipPending) clipTo(this.#state, box);
    this.#clipPending = false;
  }

  /** Graphics and colour state (8.4.4, 8.6.8). */
  #setState(operator: string, operands: readonly PdfValue[]): boolean {
    const state = this.#state;
    switch (operator) {
      case 'q':
        if (this.#saved.length < maxSavedStates) this.#saved.push({ ...state });
        else this.on.sink.problem('depth');
        return true;
      case 'Q':
        this.#state = this.#saved.pop() ?? state;
        return true;
      case 'cm': {
        const matrix = matrixOperand(operands);
        if (matrix !== undefined) state.matrix = multiply(matrix, state.matrix);
        return true;
      }
      case 'gs':
        this.#extendedState(this.#resource('ExtGState', operands[0]));
        return true;
      case 'g':
      case 'rg':
      case 'k':
      case 'sc':
      case 'scn':
        state.whiteFill = isWhite(operands.map((_, i) => numberAt(operands, i)));
        return true;
      case 'cs':
        state.whiteFill = false;
        return true;
      default:
        return false;
    }
  }

  #extendedState(raw: PdfValue | undefined): void {
    const dictionary = raw === undefined ? undefined : this.on.view.resolve(raw);
    if (dictionary?.kind !== 'dictionary') return;
    const alpha = this.on.view.get(dictionary, 'ca');
    if (alpha?.kind === 'number') this.#state.alpha = alpha.value;
    const font = this.on.view.get(dictionary, 'Font');
    if (font?.kind === 'array' && font.items.length === 2) this.#setFont(font.items[0], font.items[1]);
  }

  #setFont(font: PdfValue | undefined, size: PdfValue | undefined): void {
    const dictionary = font === undefined ? undefined : this.on.view.resolve(font);
    const found = dictionary?.kind === 'dictionary' ? this.on.fonts.font(dictionary) : undefined;
    if (found === undefined) this.on.sink.problem('unreadable-font');
    this.#state.font = found ?? unknownFont;
    if (size?.kind === 'number') this.#state.fontSize = size.value;
  }

  /** Text state, positioning and showing (9.3, 9.4). */
  #showText(operator: string, operands: readonly PdfValue[]): boolean {
    const state = this.#state;
    const first = numberAt(operands, 0);
    const second = numberAt(operands, 1);
    if (textStateOperators.has(operator)) {
      if (Number.isFinite(first)) setTextState(state, operator, first);
      return true;
    }
    switch (operator) {
      case 'BT':
        this.#text.begin();
        return true;
      case 'Tf':
        this.#setFont(this.#resource('Font', operands[0]), operands[1]);
        return true;
      case 'Td':
      case 'TD':
        if (!Number.isFinite(first) || !Number.isFinite(second)) return true;
        if (operator === 'TD') state.leading = -second;
        this.#text.move(first, second);
        return true;
      case 'Tm':
        this.#text.set(matrixOperand(operands));
        return true;
      case 'T*':
        this.#text.move(0, -state.leading);
        return true;
      case '"':
        if (Number.isFinite(first)) state.wordSpacing = first;
        if (Number.isFinite(second)) state.characterSpacing = second;
        this.#text.move(0, -state.leading);
        this.#text.show(state, operands.slice(-1));
        return true;
      case "'":
        this.#text.move(0, -state.leading);
        this.#text.show(state, operands.slice(-1));
        return true;
      case 'Tj':
        this.#text.show(state, operands);
        return true;
      case 'TJ':
        this.#text.show(state, operands[0]?.kind === 'array' ? operands[0].items : []);
        return true;
      default:
        return false;
    }
  }

  #resource(kind: string, name: PdfValue | undefined): PdfValue | undefined {
    if (name?.kind !== 'name' || this.resources === undefined) return undefined;
    const list = this.on.view.get(this.resources, kind);
    return list?.kind === 'dictionary' ? list.get(name.value) : undefined;
  }

  #beginMarked(operands: readonly PdfValue[]): void {
    const { sink } = this.on;
    if (operands[0]?.kind !== 'name' || operands[0].value !== 'OC') {
      sink.push({ shown: true, optional: false });
      return;
    }
    sink.push({ shown: this.#isShown(this.#resource('Properties', operands[1])), optional: true });
  }

  #isShown(layer: PdfValue | undefined): boolean {
    const shown = this.on.layers.isShown(layer);
    if (shown === undefined) this.on.sink.problem('unknown-layer');
    return shown ?? true;
  }

  #draw(name: PdfValue | undefined): void {
    const { view, sink } = this.on;
    const raw = this.#resource('XObject', name);
    const object = raw === undefined ? undefined : view.resolve(raw);
    if (object?.kind !== 'stream') return;
    const number = raw?.kind === 'reference' ? { objectNumber: raw.objectNumber } : {};
    const layer = object.dictionary.get('OC');
    if (layer !== undefined) sink.push({ shown: this.#isShown(layer), optional: true });
    const subtype = view.get(object.dictionary, 'Subtype');
    if (subtype?.kind === 'name' && subtype.value === 'Image') sink.image(this.#state, { inline: false, ...number });
    else if (subtype?.kind === 'name' && subtype.value === 'Form') drawForm(this.on, object, { state: this.#state, resources: this.resources, number });
    if (layer !== undefined) sink.pop();
  }
}

interface Drawing {
  readonly state: GraphicsState;
  /** Of the stream that draws it: old files leave out a form's own. */
  readonly resources: PdfDictionary | undefined;
  readonly number: { readonly objectNumber?: number };
}

/** A form XObject (8.10): its own matrix, clip and resources. A form inside itself is not drawn again. */
export function drawForm(run: Interpretation, form: PdfStream, { state, resources, number }: Drawing): void {
  const { view, sink, open, limits } = run;
  if (open.has(form) || open.size >= limits.maxDepth) {
    sink.problem('depth');
    return;
  }
  if (!sink.spendOperator(formCost)) return;
  const own = view.get(form.dictionary, 'Resources');
  const matrix = formMatrix(view, form);
  const inside: GraphicsState = { ...state, matrix: multiply(matrix, state.matrix) };
  const bounds = rectangleOf(view, view.get(form.dictionary, 'BBox'));
  if (bounds !== undefined) {
    const box = boxAround(inside.matrix, bounds);
    sink.form(state, box, number);
    clipTo(inside, box);
  }
  const data = dataOf(run, form);
  if (data === undefined) return;
  open.add(form);
  new Interpreter(run, own?.kind === 'dictionary' ? own : resources, inside).run(data);
  open.delete(form);
}

export function formMatrix(view: PdfView, form: PdfStream): Matrix {
  const matrix = view.get(form.dictionary, 'Matrix');
  if (matrix?.kind !== 'array') return identity;
  return matrixOf(matrix.items.map((item) => {
    const value = view.resolve(item);
    return value.kind === 'number' ? value.value : undefined;
  })) ?? identity;
}

function setTextState(state: GraphicsState, operator: string, value: number): void {
  if (operator === 'Tc') state.characterSpacing = value;
  else if (operator === 'Tw') state.wordSpacing = value;
  else if (operator === 'Tz') state.scaling = value / 100;
  else if (operator === 'TL') state.leading = value;
  else if (operator === 'Ts') state.rise = value;
  else state.renderMode = value;
}

/** NaN for what is missing or no number. */
function numberAt(operands: readonly PdfValue[], index: number): number {
  const operand = operands[index];
  return operand?.kind === 'number' ? operand.value : Number.NaN;
}

/** Grey and RGB are white at 1, CMYK at 0. Other spaces count as colour. */
function isWhite(numbers: readonly number[]): boolean {
  if (numbers.length === 1 || numbers.length === 3) return numbers.every((part) => part >= 0.99);
  return numbers.length === 4 && numbers.every((part) => part <= 0.01);
}
