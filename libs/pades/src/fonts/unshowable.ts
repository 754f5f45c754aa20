import { PadesError } from '../pades-error.js';
import { shapeText } from './shape.js';

/**
 * What a signed box could not show of a text: characters that none of our fonts has, and such as a printed text may not hold. Each once, as
 * they come; empty when all of it can be shown. Asked before somebody signs with words of their own, since a signature never leaves any out.
 */
export function unshowableIn(text: string): readonly string[] {
  if (canBeSet(text)) return [];
  const characters = [...new Intl.Segmenter('sv', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
  const found = characters.filter((character) => !canBeSet(character));
  // Only together do they fail: then none of them can be named.
  return found.length === 0 ? [text] : [...new Set(found)];
}

function canBeSet(text: string): boolean {
  try {
    shapeText(text, 'regular');
    return true;
  } catch (error) {
    if (error instanceof PadesError && (error.code === 'missing-glyph' || error.code === 'bad-content')) return false;
    throw error;
  }
}
