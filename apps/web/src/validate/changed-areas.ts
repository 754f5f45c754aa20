/** A rectangle in pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Cells of this many pixels a side; changes in neighbouring cells are one area. */
const CELL = 12;
/** Sum of differences of red, green and blue from which a pixel counts: below it lies only smoothing of edges. */
const LEAST = 24;

/**
 * Where two pictures of the same size differ, as few rectangles as cover it. Pixels are RGBA, four bytes each.
 */
export function changedAreas(before: ArrayLike<number>, now: ArrayLike<number>, width: number, height: number): Area[] {
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const changed = new Uint8Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      if (difference(before, now, at) >= LEAST) changed[Math.floor(y / CELL) * columns + Math.floor(x / CELL)] = 1;
    }
  }
  return merge(islands(changed, columns, rows)).map(({ left, top, right, bottom }) => ({
    left: left * CELL, top: top * CELL, width: Math.min(width, (right + 1) * CELL) - left * CELL, height: Math.min(height, (bottom + 1) * CELL) - top * CELL,
  }));
}

function difference(before: ArrayLike<number>, now: ArrayLike<number>, at: number): number {
  let sum = 0;
  for (let channel = 0; channel < 3; channel += 1) sum += Math.abs((before[at + channel] ?? 0) - (now[at + channel] ?? 0));
  return sum;
}

interface Cells {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Connected cells, by a flood that needs no recursion; a gap of one cell does not part them. */
function islands(changed: Uint8Array, columns: number, rows: number): Cells[] {
  const found: Cells[] = [];
  for (let start = 0; start < changed.length; start += 1) {
    if (changed[start] !== 1) continue;
    const area: Cells = { left: columns, top: rows, right: 0, bottom: 0 };
    const open = [start];
    changed[start] = 0;
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const [x, y] = [cell % columns, Math.floor(cell / columns)];
      Object.assign(area, { left: Math.min(area.left, x), top: Math.min(area.top, y), right: Math.max(area.right, x), bottom: Math.max(area.bottom, y) });
      for (let dy = -2; dy <= 2; dy += 1) {
        for (let dx = -2; dx <= 2; dx += 1) {
          const [nx, ny] = [x + dx, y + dy];
          if (nx < 0 || ny < 0 || nx >= columns || ny >= rows || changed[ny * columns + nx] !== 1) continue;
          changed[ny * columns + nx] = 0;
          open.push(ny * columns + nx);
        }
      }
    }
    found.push(area);
  }
  return found;
}

/** Rectangles that overlap are drawn as one. */
function merge(areas: readonly Cells[]): Cells[] {
  const merged: Cells[] = [];
  for (const area of areas) {
    let grown = { ...area };
    for (let index = merged.findIndex((other) => overlaps(other, grown)); index !== -1; index = merged.findIndex((other) => overlaps(other, grown))) {
      const [other] = merged.splice(index, 1);
      if (other === undefined) break;
      grown = { left: Math.min(other.left, grown.left), top: Math.min(other.top, grown.top), right: Math.max(other.right, grown.right), bottom: Math.max(other.bottom, grown.bottom) };
    }
    merged.push(grown);
  }
  return merged;
}

function overlaps(a: Cells, b: Cells): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}
