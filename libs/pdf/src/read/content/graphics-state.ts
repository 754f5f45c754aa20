import type { Rectangle } from '../model.js';
import type { ContentFont } from './fonts/font-model.js';
import { identity, intersection, type Matrix } from './matrix.js';

/** What of the graphics state (ISO 32000-2 8.4) decides where things are and whether they can be seen. */
export interface GraphicsState {
  matrix: Matrix;
  /** Box of the clipping path; undefined when nothing is inside it. */
  clip: Rectangle | undefined;
  font: ContentFont | undefined;
  fontSize: number;
  characterSpacing: number;
  wordSpacing: number;
  /** 1 is 100 %. */
  scaling: number;
  leading: number;
  rise: number;
  renderMode: number;
  /** Non-stroking constant alpha. */
  alpha: number;
  whiteFill: boolean;
}

export function initialState(matrix: Matrix, clip: Rectangle): GraphicsState {
  return {
    matrix, clip, font: undefined, fontSize: 0, characterSpacing: 0, wordSpacing: 0, scaling: 1, leading: 0, rise: 0, renderMode: 0, alpha: 1, whiteFill: false,
  };
}

/** The current path, as far as its box goes. */
export class PathBox {
  #box: Rectangle | undefined;

  add(x: number, y: number): void {
    const box = this.#box;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    this.#box = box === undefined
      ? { left: x, bottom: y, right: x, top: y }
      : { left: Math.min(box.left, x), bottom: Math.min(box.bottom, y), right: Math.max(box.right, x), top: Math.max(box.top, y) };
  }

  take(): Rectangle | undefined {
    const box = this.#box;
    this.#box = undefined;
    return box;
  }

  peek(): Rectangle | undefined {
    return this.#box;
  }
}

export function clipTo(state: GraphicsState, box: Rectangle | undefined): void {
  state.clip = box === undefined || state.clip === undefined ? undefined : intersection(state.clip, box);
}

export interface TextPosition {
  matrix: Matrix;
  line: Matrix;
}

export const atOrigin = (): TextPosition => ({ matrix: identity, line: identity });
