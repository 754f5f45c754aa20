import type { PdfValue } from '../values.js';
import type { ContentSink } from './content-sink.js';
import { atOrigin, type GraphicsState, type TextPosition } from './graphics-state.js';
import { across, matrixOf, multiply, upwards, type Matrix } from './matrix.js';

/** A gap of a fifth of an em inside one `TJ` reads as a space. */
const wordGap = 0.2;

/** Text objects: position, showing (ISO 32000-2 9.4). */
export class TextOperators {
  #position: TextPosition = atOrigin();

  constructor(private readonly sink: ContentSink) {}

  begin(): void {
    this.#position = atOrigin();
  }

  move(x: number, y: number): void {
    const line = moved(this.#position.line, x, y);
    this.#position = { matrix: line, line };
  }

  set(matrix: Matrix | undefined): void {
    if (matrix !== undefined) this.#position = { matrix, line: matrix };
  }

  /** `Tj` and `TJ`: strings, and numbers that move the pen by thousandths of the em. */
  show(state: GraphicsState, items: readonly PdfValue[]): void {
    const { font, fontSize, scaling } = state;
    if (font === undefined) return;
    let text = '';
    let pen = 0;
    const unit = font.vertical ? 1 : scaling;
    for (const item of items) {
      if (item.kind === 'number') {
        const gap = (-item.value / 1000) * fontSize * unit;
        if (!font.vertical && gap > wordGap * Math.abs(fontSize * unit) && text !== '' && !text.endsWith(' ')) text += ' ';
        pen += gap;
      } else if (item.kind === 'string') {
        const run = font.measure(item.bytes);
        text += run.text;
        const spacing = run.codes * state.characterSpacing + run.wordSpaces * state.wordSpacing;
        pen += (run.advance * fontSize + (font.vertical ? -1 : 1) * spacing) * unit;
      }
    }
    if (!Number.isFinite(pen)) return;
    this.#place(state, text, pen);
    const { matrix, line } = this.#position;
    this.#position = { matrix: font.vertical ? moved(matrix, 0, pen) : moved(matrix, pen, 0), line };
  }

  #place(state: GraphicsState, text: string, pen: number): void {
    const { font, fontSize, rise } = state;
    if (font === undefined || text === '') return;
    const matrix = multiply(this.#position.matrix, state.matrix);
    const box = font.vertical
      ? { left: -fontSize / 2, right: fontSize / 2, bottom: Math.min(0, pen), top: Math.max(0, pen) }
      : { left: Math.min(0, pen), right: Math.max(0, pen), bottom: Math.min(font.descent * fontSize, font.ascent * fontSize) + rise, top: Math.max(font.descent * fontSize, font.ascent * fontSize) + rise };
    this.sink.text(state, matrix, box, {
      text,
      x: across(matrix, 0, rise),
      y: upwards(matrix, 0, rise),
      fontSize: Math.abs(fontSize) * Math.hypot(matrix[2], matrix[3]),
      angle: (Math.atan2(matrix[1], matrix[0]) * 180) / Math.PI,
    });
  }
}

/** A matrix after a translation of its own space. */
function moved(matrix: Matrix, x: number, y: number): Matrix {
  return [matrix[0], matrix[1], matrix[2], matrix[3], across(matrix, x, y), upwards(matrix, x, y)];
}

/** The operand of `Tm` and `cm`. */
export function matrixOperand(operands: readonly PdfValue[]): Matrix | undefined {
  return matrixOf(operands.map(numberIn));
}

function numberIn(operand: PdfValue): number | undefined {
  return operand.kind === 'number' ? operand.value : undefined;
}
