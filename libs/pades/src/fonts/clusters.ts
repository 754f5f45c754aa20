/** Lengths are thousandths of an em, as in a PDF /W array. */
export interface ShapedGlyph {
  readonly glyphId: number;
  /** Advance that the font itself declares (what /W says). */
  readonly width: number;
  /** Advance after kerning and mark positioning. */
  readonly advance: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/** Glyphs that say one stretch of text together: a letter, a ligature, a letter with its marks, a syllable whose parts change places. */
export interface Cluster {
  readonly text: string;
  /** In visual order. */
  readonly glyphs: readonly ShapedGlyph[];
}

/** A glyph with the characters that it comes from, as the shaper says; none for a part that shaping split off. */
export interface TracedGlyph extends ShapedGlyph {
  readonly codePoints: readonly number[];
}

const ignorable = /[\u200c\u200d\u00ad]/u;
const mark = /^\p{M}+$/u;

/**
 * Finds which glyphs say what: the smallest stretches of glyphs that come from the same characters as a stretch of the text, in whatever order.
 * Joiners, which show nothing, are clusters without glyphs; in right-to-left text they are left out, because poppler turns a word around only up
 * to a joiner, which would spoil what can be seen for what cannot. A mark joins its letter in left-to-right text; in right-to-left text it stays apart
 * where it can, since extractors turn characters around one by one.
 * @param glyphs as the text is read, not as it is seen
 * @param shaped the characters that were shaped (brackets mirrored), one for each of `characters`
 */
export function clusters(glyphs: readonly TracedGlyph[], characters: readonly string[], shaped: readonly string[], rightToLeft: boolean): Cluster[] {
  const found: ClusterUnderWay[] = [];
  const drawn = glyphs.filter((glyph) => !isJoiner(glyph));
  let at = 0;
  let open: TracedGlyph[] = [];
  const take = (end: number): void => {
    found.push({ text: characters.slice(at, end).join(''), glyphs: open });
    for (at = end; ignorable.test(characters[at] ?? ''); at++) if (!rightToLeft) found.push({ text: characters[at] ?? '', glyphs: [] });
    open = [];
  };
  for (const [index, glyph] of drawn.entries()) {
    open.push(glyph);
    const sources = open.flatMap(({ codePoints }) => codePoints);
    const end = endOf(shaped, at, sources);
    const isSplit = drawn[index + 1]?.codePoints.length === 0;
    if (sources.length > 0 && !isSplit && end !== undefined) take(end);
  }
  // What cannot be told apart is said together.
  if (open.length > 0 || at < characters.length) take(characters.length);
  const ordered = (rightToLeft ? found : mergeMarks(found)).map(({ text, glyphs: own }) => ({ text, glyphs: rightToLeft ? [...own].reverse() : own }));
  return rightToLeft ? ordered.reverse() : ordered;
}

interface ClusterUnderWay {
  text: string;
  readonly glyphs: TracedGlyph[];
}

/** The end of the stretch from `at` that holds exactly these characters, joiners left aside. */
function endOf(shaped: readonly string[], at: number, sources: readonly number[]): number | undefined {
  const wanted = sources.map((codePoint) => String.fromCodePoint(codePoint)).sort();
  const stretch: string[] = [];
  let end = at;
  while (stretch.length < wanted.length && end < shaped.length) {
    const character = shaped[end] ?? '';
    if (!ignorable.test(character)) stretch.push(character);
    end += 1;
  }
  stretch.sort();
  return stretch.length === wanted.length && stretch.every((character, index) => character === wanted[index]) ? end : undefined;
}

function isJoiner({ codePoints, advance }: TracedGlyph): boolean {
  return codePoints.length > 0 && Math.abs(advance) < 0.5 && codePoints.every((codePoint) => ignorable.test(String.fromCodePoint(codePoint)));
}

function mergeMarks(found: readonly ClusterUnderWay[]): ClusterUnderWay[] {
  const merged: ClusterUnderWay[] = [];
  for (const each of found) {
    const last = merged.at(-1);
    if (last !== undefined && mark.test(each.text)) {
      last.text += each.text;
      last.glyphs.push(...each.glyphs);
    } else merged.push({ text: each.text, glyphs: [...each.glyphs] });
  }
  return merged;
}
