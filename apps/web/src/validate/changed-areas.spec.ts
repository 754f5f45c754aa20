import { changedAreas } from './changed-areas.js';

const width = 240;
const height = 120;

function picture(...marks: readonly (readonly [x: number, y: number, w: number, h: number])[]): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [x, y, w, h] of marks) for (let dy = 0; dy < h; dy += 1) for (let dx = 0; dx < w; dx += 1) pixels.fill(0, ((y + dy) * width + x + dx) * 4, ((y + dy) * width + x + dx) * 4 + 3);
  return pixels;
}

test('the same picture has no areas', () => {
  expect(changedAreas(picture([10, 10, 20, 20]), picture([10, 10, 20, 20]), width, height)).toEqual([]);
});

test('one pixel is enough, and the frame is around it', () => {
  const [area, ...more] = changedAreas(picture(), picture([100, 50, 1, 1]), width, height);
  expect(more).toEqual([]);
  expect(area).toEqual({ left: 96, top: 48, width: 12, height: 12 });
});

test('two changes far apart are two, near each other one, and removed things count as added ones do', () => {
  expect(changedAreas(picture([5, 5, 5, 5]), picture([200, 100, 5, 5]), width, height)).toHaveLength(2);
  expect(changedAreas(picture(), picture([24, 24, 5, 5], [40, 24, 5, 5]), width, height)).toHaveLength(1);
});

test('frames stay inside the picture, to its last pixel', () => {
  expect(changedAreas(picture(), picture([239, 119, 1, 1]), width, height)).toEqual([{ left: 228, top: 108, width: 12, height: 12 }]);
});

test('the smoothing of an edge is no change', () => {
  const soft = picture();
  soft[4000] = 250;
  expect(changedAreas(picture(), soft, width, height)).toEqual([]);
});
