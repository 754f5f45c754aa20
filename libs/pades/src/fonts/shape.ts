import { type Cluster, clusters, type TracedGlyph } from './clusters.js';
import { bidiLevels, visualOrder } from './bidi.js';
import { mirrored } from './bidi-classes.js';
import { PadesError } from '../pades-error.js';
import { faceForCodePoint, type FontFace, type Weight } from './font-face.js';

/** A stretch of one face and one direction; clusters stand in visual order, left to right; `text` is as it is read. */
export interface ShapedRun {
  readonly face: FontFace;
  readonly text: string;
  readonly rightToLeft: boolean;
  readonly clusters: readonly Cluster[];
}

export interface ShapedText {
  readonly runs: readonly ShapedRun[];
  /** Sum of advances in thousandths of an em. */
  readonly width: number;
}

/**
 * Turns a single line of text into positioned glyphs: composed (NFC), split by face and direction, shaped by fontkit
 * (ligatures, joining forms, kerning, marks). Runs are in visual order; the line itself runs left to right, since it stands among Swedish or
 * English text, whatever script a name in it has.
 * @throws PadesError `missing-glyph` when no font has a character; `bad-content` for control and format characters
 */
export function shapeText(text: string, weight: Weight): ShapedText {
  const composed = text.normalize('NFC');
  refuseInvisible(composed);
  const runs = visualOrder(splitRuns(composed, weight)).map(shapeRun);
  return { runs, width: runs.reduce((sum, run) => sum + run.clusters.reduce((inner, cluster) => inner + advanceOf(cluster), 0), 0) };
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
  /** As `bidiLevels` counts; odd is right to left. */
  readonly level: number;
  text: string;
}

const neutral = /[\s\p{P}\p{M}\u200c\u200d]/u;

/** In the order in which the text is read. */
function splitRuns(text: string, weight: Weight): PlainRun[] {
  const characters = [...text];
  const levels = bidiLevels(characters);
  const runs: PlainRun[] = [];
  for (const [index, character] of characters.entries()) {
    const last = runs.at(-1);
    const level = levels[index] ?? 0;
    const codePoint = character.codePointAt(0) ?? 0;
    // Marks, joiners and spaces stay with the face before them when it has them: shaping must see them together.
    const stays = last !== undefined && last.level === level && neutral.test(character) && last.face.font.hasGlyphForCodePoint(codePoint);
    const face = stays ? last.face : faceForCodePoint(codePoint, weight);
    if (face === undefined) throw new PadesError('missing-glyph', 'No embedded font has a character of this text', { character: codePointName(character) });
    if (last?.face === face && last.level === level) last.text += character;
    else runs.push({ face, level, text: character });
  }
  return runs;
}

function shapeRun(run: PlainRun): ShapedRun {
  const scale = 1000 / run.face.font.unitsPerEm;
  const rightToLeft = run.level % 2 === 1;
  const shaped = run.face.font.layout(rightToLeft ? mirrored(run.text) : run.text, undefined, undefined, undefined, rightToLeft ? 'rtl' : 'ltr');
  const glyphs = shaped.glyphs.map((glyph, index): TracedGlyph => {
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
  // A font answers what it cannot draw with glyph 0: an empty square, which is no name.
  if (glyphs.some(({ glyphId }) => glyphId === 0)) throw new PadesError('missing-glyph', 'A font of ours cannot draw this text', { text: run.text });
  const characters = [...run.text];
  const asRead = rightToLeft ? [...glyphs].reverse() : glyphs;
  return { face: run.face, text: run.text, rightToLeft, clusters: clusters(asRead, characters, rightToLeft ? characters.map(mirrored) : characters, rightToLeft) };
}

/** Thousandths of an em. */
export function advanceOf({ glyphs }: Cluster): number {
  return glyphs.reduce((sum, { advance }) => sum + advance, 0);
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
