import type { Rectangle } from '../model.js';

/** `[a b c d e f]` of ISO 32000-2 8.3.4: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function multiply(inner: Matrix, outer: Matrix): Matrix {
  return [
    inner[0] * outer[0] + inner[1] * outer[2], inner[0] * outer[1] + inner[1] * outer[3],
    inner[2] * outer[0] + inner[3] * outer[2], inner[2] * outer[1] + inner[3] * outer[3],
    inner[4] * outer[0] + inner[5] * outer[2] + outer[4], inner[4] * outer[1] + inner[5] * outer[3] + outer[5],
  ];
}

/** x' of a point. */
export function across(matrix: Matrix, x: number, y: number): number {
  return matrix[0] * x + matrix[2] * y + matrix[4];
}

/** y' of a point. */
export function upwards(matrix: Matrix, x: number, y: number): number {
  return matrix[1] * x + matrix[3] * y + matrix[5];
}

/** The upright box around a rectangle after a transformation. */
export function boxAround(matrix: Matrix, { left, bottom, right, top }: Rectangle): Rectangle {
  const x1 = across(matrix, left, bottom);
  const x2 = across(matrix, right, bottom);
  const x3 = across(matrix, left, top);
  const x4 = across(matrix, right, top);
  const y1 = upwards(matrix, left, bottom);
  const y2 = upwards(matrix, right, bottom);
  const y3 = upwards(matrix, left, top);
  const y4 = upwards(matrix, right, top);
  return { left: Math.min(x1, x2, x3, x4), bottom: Math.min(y1, y2, y3, y4), right: Math.max(x1, x2, x3, x4), top: Math.max(y1, y2, y3, y4) };
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
