import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from '@cantoo/fontkit';
import type { Font } from '@cantoo/fontkit';

export type Weight = 'regular' | 'semibold';

/** One opened TrueType file. `key` is stable: equal keys are the same face. */
export interface FontFace {
  readonly key: string;
  readonly font: Font;
}

interface Family {
  readonly name: string;
  readonly files: Readonly<Record<Weight, string>>;
}

// In order of preference: the first face that has a character draws it. The last is 10 MB and opened only when needed.
const families: readonly Family[] = [
  {
    name: 'noto-sans',
    files: {
      regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
      semibold: '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
    },
  },
  {
    name: 'noto-sans-arabic',
    files: {
      regular: '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
      semibold: '@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf',
    },
  },
  {
    name: 'noto-sans-sc',
    files: {
      regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
      semibold: '@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf',
    },
  },
];

const resolveFrom = createRequire(import.meta.url);
const opened = new Map<string, FontFace>();

/** The first face of `weight` that can draw `codePoint`, or undefined. */
export function faceForCodePoint(codePoint: number, weight: Weight): FontFace | undefined {
  for (const family of families) {
    const face = openFace(family, weight);
    if (face.font.hasGlyphForCodePoint(codePoint)) return face;
  }
  return undefined;
}

/** The face Latin text is set in. */
export function latinFace(weight: Weight): FontFace {
  const [first] = families;
  if (first === undefined) throw new Error('No font family configured');
  return openFace(first, weight);
}

function openFace(family: Family, weight: Weight): FontFace {
  const key = `${family.name}-${weight}`;
  const known = opened.get(key);
  if (known !== undefined) return known;
  const font = fontkit.create(readFileSync(resolveFrom.resolve(family.files[weight])));
  if ('fonts' in font) throw new Error(`${key} is a font collection`);
  traceCharacters(font);
  const face = { key, font };
  opened.set(key, face);
  return face;
}

/**
 * fontkit keeps one object per glyph, with the characters for which that glyph was first used in this process; a glyph that serves several
 * letters (a dotless base, a Greek capital) would then say the wrong one. Each use gets an object of its own with its own characters.
 */
function traceCharacters(font: Font): void {
  const shared = font.getGlyph.bind(font);
  font.getGlyph = (glyphId, codePoints = []) => {
    const glyph = shared(glyphId, codePoints);
    return glyph === null ? glyph : Object.create(glyph, { codePoints: { value: codePoints } });
  };
}
