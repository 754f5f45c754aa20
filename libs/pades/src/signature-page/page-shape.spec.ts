import type { PdfPage } from '#pdf/read';
import { pageFrame } from './page-flow.js';
import { a4Shape, usualPageShape } from './page-shape.js';

const box = (left: number, bottom: number, right: number, top: number) => ({ left, bottom, right, top });
const page = (changes: Partial<PdfPage> = {}): PdfPage => {
  const mediaBox = changes.mediaBox ?? box(0, 0, 595.32, 841.92);
  return { index: 0, reference: {} as PdfPage['reference'], dictionary: {} as PdfPage['dictionary'], cropBox: mediaBox, rotate: 0, userUnit: 1, ...changes, mediaBox };
};

test.each([
  ['the exact size of an ordinary page is kept', [page()], { width: 595.32, height: 841.92, scale: 1 }],
  ['landscape stays landscape', [page({ mediaBox: box(0, 0, 842, 595) })], { width: 842, height: 595, scale: 1 }],
  ['a page shown turned gives an upright page of the shape that is seen', [page({ rotate: 90 })], { width: 841.92, height: 595.32, scale: 1 }],
  ['upside down is still that shape', [page({ rotate: 180 })], { width: 595.32, height: 841.92, scale: 1 }],
  ['an origin elsewhere does not matter', [page({ mediaBox: box(-100, -200, 495, 642) })], { width: 595, height: 842, scale: 1 }],
  ['what is cropped away is not seen', [page({ cropBox: box(50, 50, 545, 792) })], { width: 495, height: 742, scale: 1 }],
  ['a crop box beyond the media box does not make the page larger', [page({ cropBox: box(-500, -500, 5000, 5000) })], { width: 595.32, height: 841.92, scale: 1 }],
  ['a user unit enlarges', [page({ mediaBox: box(0, 0, 300, 400), userUnit: 2 })], { width: 600, height: 800, scale: 1 }],
  ['the usual page wins, not the first', [page({ mediaBox: box(0, 0, 842, 595) }), page(), page()], { width: 595.32, height: 841.92, scale: 1 }],
  ['a banner is no page for text', [page({ mediaBox: box(0, 0, 2000, 300) })], a4Shape],
  ['nor is a stamp', [page({ mediaBox: box(0, 0, 100, 140) })], a4Shape],
  ['nor is a page beyond what PDF allows', [page({ mediaBox: box(0, 0, 9000, 9000), userUnit: 3 })], a4Shape],
  ['nor one that is cropped to nothing', [page({ cropBox: box(2000, 2000, 3000, 3000) })], a4Shape],
])('%s', (_name, pages, expected) => {
  expect(usualPageShape(pages)).toEqual(expected);
});

test('A3 is A4 enlarged: as many names fit, at the same place', () => {
  const frame = pageFrame(usualPageShape([page({ mediaBox: box(0, 0, 841.89, 1190.55) })]));
  expect(frame.width).toBeCloseTo(pageFrame(a4Shape).width, 3);
  expect(frame.height).toBeCloseTo(pageFrame(a4Shape).height, 0);
});
