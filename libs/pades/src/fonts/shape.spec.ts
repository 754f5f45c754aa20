import { latinFace } from './font-face.js';
import { shapeText } from './shape.js';
import { codesByCodePoint, toUnicodeCMap } from './to-unicode.js';

const code = (text: string): string => {
  try {
    shapeText(text, 'regular');
    return 'set';
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'not typed';
  }
};

test('letters written as base and accent are composed, so that they are one glyph and found by search', () => {
  const [run] = shapeText('A\u030Asa', 'regular').runs;
  expect(run?.text).toBe('Åsa');
});

test('every script gets a face that has it, and a right-to-left name stays one run', () => {
  const { runs } = shapeText('Anna عبد الله 张伟', 'regular');
  expect(runs.map(({ face, rightToLeft }) => [face.key, rightToLeft])).toEqual([
    ['noto-sans-regular', false],
    ['noto-sans-arabic-regular', true],
    ['noto-sans-regular', false],
    ['noto-sans-sc-regular', false],
  ]);
});

test('Arabic letters are joined: within a word they are other glyphs than alone', () => {
  const glyphs = (text: string) => shapeText(text, 'regular').runs.flatMap((run) => run.clusters.flatMap(({ glyphs: drawn }) => drawn.map(({ glyphId }) => glyphId)));
  const alone = new Set([...'محمد'].flatMap(glyphs));
  expect(glyphs('محمد').filter((glyph) => !alone.has(glyph)).length).toBeGreaterThanOrEqual(3);
});

test.each([
  ['a direction override that makes one name read as another', 'Anna\u202EkE', 'bad-content'],
  ['a line break', 'Anna\nEk', 'bad-content'],
  ['a zero-width space', 'Anna\u200BEk', 'bad-content'],
  ['a character no font has', '\u{1F9D9}', 'missing-glyph'],
  ['a zero-width non-joiner, which real names need', 'نام\u200cخانوادگی', 'set'],
])('%s: %s → %s', (_name, text, expected) => {
  expect(code(text)).toBe(expected);
});

test('kerning is in the advance, not in the width that the font declares', () => {
  const { font } = latinFace('regular');
  const [run] = shapeText('AV', 'regular').runs;
  expect(run?.clusters[0]?.glyphs[0]?.width).toBe(font.glyphForCodePoint(65)?.advanceWidth);
  expect(run?.clusters[0]?.glyphs[0]?.advance).toBeLessThan(run?.clusters[0]?.glyphs[0]?.width ?? 0);
});

test('a code map says what it was told, in blocks of at most a hundred', () => {
  const unicode = ['', ...Array.from({ length: 250 }, (_, index) => String.fromCharCode(0x4e00 + index)), 'fi', '\u{1F600}'];
  const cmap = toUnicodeCMap(unicode);
  const codes = codesByCodePoint(Buffer.from(cmap, 'latin1'));
  expect(codes.get(0x4e00)).toBe(1);
  expect(codes.get(0x1f600)).toBe(252);
  // 'fi' is two characters: no code means it alone.
  expect([...codes.values()].sort((a, b) => a - b)).toEqual([...Array.from({ length: 250 }, (_, index) => index + 1), 252]);
  expect([...cmap.matchAll(/^(\d+) beginbfchar$/gm)].map(([, count]) => Number(count))).toEqual([100, 100, 52]);
});
