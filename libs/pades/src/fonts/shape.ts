import { PadesError } from '../pades-error.js';
import { faceForCodePoint, type FontFace, type Weight } from './font-face.js';

/** Lengths are thousandths of an em, as in a PDF /W array. */
export interface ShapedGlyph {
  readonly glyphId: number;
  readonly codePoints: readonly number[];
  /** Advance that the font itself declares (what /W says). */
  readonly width: number;
  /** Advance after kerning and mark positioning. */
  readonly advance: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/** A stretch of one face and one direction; glyphs stand in visual order, left to right. */
export interface ShapedRun {
  readonly face: FontFace;
  readonly text: string;
  readonly rightToLeft: boolean;
  readonly glyphs: readonly ShapedGlyph[];
}

export interface ShapedText {
  readonly runs: readonly ShapedRun[];
  /** Sum of advances in thousandths of an em. */
  readonly width: number;
}

/**
 * Turns a single line of text into positioned glyphs: composed (NFC), split by face and direction, shaped by fontkit
 * (ligatures, joining forms, kerning, marks). The base direction is left to right; a stretch in a right-to-left
 * script, with what stands between its words, is one run.
 * @throws PadesError `missing-glyph` when no font has a character; `bad-content` for control and format characters
 */
export function shapeText(text: string, weight: Weight): ShapedText {
  const composed = text.normalize('NFC');
  refuseInvisible(composed);
  const runs = splitRuns(composed, weight).map(shapeRun);
  return { runs, width: runs.reduce((sum, run) => sum + run.glyphs.reduce((inner, glyph) => inner + glyph.advance, 0), 0) };
}

// Direction overrides and the like could make a name read as another; the zero-width (non-)joiner is needed in real names.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

function refuseInvisible(text: string): void {
  for (const character of text) {
    if (character === '\u200c' || character === '\u200d' || character === '\u00ad') continue;
    if (invisible.test(character)) throw new PadesError('bad-content', 'A text to be printed holds a control character', { character: codePointName(character) });
  }
}

interface PlainRun {
  readonly face: FontFace;
  readonly rightToLeft: boolean;
  text: string;
}

const rightToLeftScript = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const neutral = /[\s\p{P}\p{M}\u200c\u200d]/u;

function splitRuns(text: string, weight: Weight): PlainRun[] {
  const characters = [...text];
  const rightToLeft = directions(characters);
  const runs: PlainRun[] = [];
  for (const [index, character] of characters.entries()) {
    const last = runs.at(-1);
    const isRtl = rightToLeft[index] ?? false;
    const codePoint = character.codePointAt(0) ?? 0;
    // Marks, joiners and spaces stay with the face before them when it has them: shaping must see them together.
    const stays = last !== undefined && last.rightToLeft === isRtl && neutral.test(character) && last.face.font.hasGlyphForCodePoint(codePoint);
    const face = stays ? last.face : faceForCodePoint(codePoint, weight);
    if (face === undefined) throw new PadesError('missing-glyph', 'No embedded font has a character of this text', { character: codePointName(character) });
    if (last?.face === face && last.rightToLeft === isRtl) last.text += character;
    else runs.push({ face, rightToLeft: isRtl, text: character });
  }
  return runs;
}

/** Per character: right to left? Neutrals between two right-to-left characters follow them. */
function directions(characters: readonly string[]): boolean[] {
  const result = characters.map((character) => rightToLeftScript.test(character));
  let previous = -1;
  for (const [index, character] of characters.entries()) {
    if (result[index] === true) {
      if (previous >= 0) result.fill(true, previous, index);
      previous = index;
    } else if (!neutral.test(character)) previous = -1;
  }
  return result;
}

function shapeRun(run: PlainRun): ShapedRun {
  const scale = 1000 / run.face.font.unitsPerEm;
  const shaped = run.face.font.layout(run.text);
  const glyphs = shaped.glyphs.map((glyph, index): ShapedGlyph => {
    const position = shaped.positions?.[index];
    return {
      glyphId: glyph.id,
      codePoints: glyph.codePoints,
      width: glyph.advanceWidth * scale,
      advance: (position?.xAdvance ?? glyph.advanceWidth) * scale,
      xOffset: (position?.xOffset ?? 0) * scale,
      yOffset: (position?.yOffset ?? 0) * scale,
    };
  });
  return { face: run.face, text: run.text, rightToLeft: run.rightToLeft, glyphs };
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
