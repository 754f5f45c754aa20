import type { Rectangle } from '../model.js';

/** `[a b c d e f]` of ISO 32000-2 8.3.4: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function multiply(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [A, B, C, D, E, F] = outer;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

export function transform(matrix: Matrix, x: number, y: number): readonly [number, number] {
  const [a, b, c, d, e, f] = matrix;
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The upright box around a rectangle after a transformation. */
export function boxAround(matrix: Matrix, { left, bottom, right, top }: Rectangle): Rectangle {
  const [a, b, c, d, e, f] = matrix;
  const [x1, x2, x3, x4] = [a * left + c * bottom, a * right + c * bottom, a * left + c * top, a * right + c * top];
  const [y1, y2, y3, y4] = [b * left + d * bottom, b * right + d * bottom, b * left + d * top, b * right + d * top];
  return { left: Math.min(x1, x2, x3, x4) + e, bottom: Math.min(y1, y2, y3, y4) + f, right: Math.max(x1, x2, x3, x4) + e, top: Math.max(y1, y2, y3, y4) + f };
}

/** What two boxes share; undefined when it is less than a line. */
export function intersection(one: Rectangle, other: Rectangle): Rectangle | undefined {
  const left = Math.max(one.left, other.left);
  const bottom = Math.max(one.bottom, other.bottom);
  const right = Math.min(one.right, other.right);
  const top = Math.min(one.top, other.top);
  return left > right || bottom > top ? undefined : { left, bottom, right, top };
}

/** Six finite numbers, or undefined: a matrix with an infinity in it places nothing anywhere. */
export function matrixOf(numbers: readonly (number | undefined)[]): Matrix | undefined {
  const [a, b, c, d, e, f] = numbers;
  if (numbers.length !== 6 || a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined) return undefined;
  return numbers.every(Number.isFinite) ? [a, b, c, d, e, f] : undefined;
}
