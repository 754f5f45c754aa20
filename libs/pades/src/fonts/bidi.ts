import { type BidiClass, bidiClassOf, brackets } from './bidi-classes.js';

/**
 * Levels of the characters of one line whose paragraph runs left to right (UAX #9 W1–W7, N0–N2, I1–I2): 0 left to right, 1 right to left,
 * 2 numbers within right to left. Embeddings, overrides and isolates cannot occur: such characters are refused before.
 */
export function bidiLevels(characters: readonly string[]): number[] {
  const classes = characters.map(bidiClassOf);
  resolveWeak(classes);
  resolveBrackets(characters, classes);
  resolveNeutral(classes);
  return classes.map((each) => (each === 'L' ? 0 : each === 'R' ? 1 : 2));
}

/** Stretches of one level from left to right as they are seen (UAX #9 L2). */
export function visualOrder<T extends { readonly level: number }>(runs: readonly T[]): T[] {
  const ordered = [...runs];
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level--) {
    for (let start = 0; start < ordered.length; start++) {
      let end = start;
      while ((ordered[end]?.level ?? -1) >= level) end++;
      if (end > start + 1) ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = Math.max(start, end - 1);
    }
  }
  return ordered;
}

type Classes = BidiClass[];

function resolveWeak(classes: Classes): void {
  replaceEach(classes, (each, before) => (each === 'NSM' || each === 'BN' ? (before ?? 'L') : each)); // W1; invisible joiners likewise
  strongBefore(classes, (each, strong) => (each === 'EN' && strong === 'AL' ? 'AN' : each)); // W2
  replaceEach(classes, (each) => (each === 'AL' ? 'R' : each)); // W3
  replaceEach(classes, (each, before, after) => {
    if (each === 'ES' && before === 'EN' && after === 'EN') return 'EN'; // W4
    return each === 'CS' && before === after && (before === 'EN' || before === 'AN') ? before : each;
  });
  spread(classes, 'ET', (before, after) => (before === 'EN' || after === 'EN' ? 'EN' : 'ON')); // W5, W6
  replaceEach(classes, (each) => (each === 'ES' || each === 'CS' ? 'ON' : each)); // W6
  strongBefore(classes, (each, strong) => (each === 'EN' && strong === 'L' ? 'L' : each)); // W7
}

/** N0: a pair of brackets takes the direction of what it holds, or of what is before it. */
function resolveBrackets(characters: readonly string[], classes: Classes): void {
  for (const [open, close] of bracketPairs(characters, classes)) {
    const inside = classes.slice(open + 1, close).map(directionOf);
    if (inside.includes('L')) set(classes, [open, close], 'L');
    else if (inside.includes('R')) set(classes, [open, close], precedingStrong(classes, open) === 'R' ? 'R' : 'L');
  }
}

function resolveNeutral(classes: Classes): void {
  // N1: between two of one direction; numbers count as right to left. N2: otherwise as the paragraph.
  spread(classes, 'ON', (before, after) => (directionOf(before) === 'R' && directionOf(after) === 'R' ? 'R' : 'L'));
}

/** BD16, in order of the opening brackets. */
function bracketPairs(characters: readonly string[], classes: Classes): [number, number][] {
  const open: { readonly closing: string; readonly at: number }[] = [];
  const pairs: [number, number][] = [];
  for (const [index, character] of characters.entries()) {
    if (classes[index] !== 'ON') continue;
    const closing = brackets.get(character);
    if (closing !== undefined) open.push({ closing, at: index });
    const match = open.findLastIndex((one) => one.closing === character);
    const found = open[match];
    if (found === undefined) continue;
    pairs.push([found.at, index]);
    open.length = match;
  }
  return pairs.sort(([one], [other]) => one - other);
}

function directionOf(each: BidiClass | undefined): 'L' | 'R' | undefined {
  if (each === undefined || each === 'L') return 'L';
  return each === 'R' || each === 'EN' || each === 'AN' ? 'R' : undefined;
}

function precedingStrong(classes: Classes, from: number): 'L' | 'R' {
  for (let index = from - 1; index >= 0; index--) {
    const direction = directionOf(classes[index]);
    if (direction !== undefined) return direction;
  }
  return 'L';
}

function set(classes: Classes, indexes: readonly number[], value: BidiClass): void {
  for (const index of indexes) classes[index] = value;
}

function replaceEach(classes: Classes, replace: (each: BidiClass, before: BidiClass | undefined, after: BidiClass | undefined) => BidiClass): void {
  for (const [index, each] of classes.entries()) classes[index] = replace(each, classes[index - 1], classes[index + 1]);
}

/** With the last strong class (L, R, AL) before each. */
function strongBefore(classes: Classes, replace: (each: BidiClass, strong: BidiClass) => BidiClass): void {
  let strong: BidiClass = 'L';
  for (const [index, each] of classes.entries()) {
    if (each === 'L' || each === 'R' || each === 'AL') strong = each;
    classes[index] = replace(each, strong);
  }
}

/** Gives each stretch of one class what its neighbours decide; undefined is the edge of the line, which counts as L. */
function spread(classes: Classes, what: BidiClass, decide: (before: BidiClass | undefined, after: BidiClass | undefined) => BidiClass): void {
  for (let start = 0; start < classes.length; start++) {
    if (classes[start] !== what) continue;
    let end = start;
    while (classes[end] === what) end++;
    const value = decide(classes[start - 1], classes[end]);
    classes.fill(value, start, end);
    start = end - 1;
  }
}
