/** Bidirectional classes (UAX #9, Table 4) as far as a line of names, titles and numbers needs them. */
export type BidiClass = 'L' | 'R' | 'AL' | 'EN' | 'AN' | 'ES' | 'ET' | 'CS' | 'NSM' | 'BN' | 'ON';

const classes: readonly (readonly [RegExp, BidiClass])[] = [
  [/[\u200c\u200d\u00ad]/u, 'BN'],
  [/[\p{Mn}\p{Me}]/u, 'NSM'],
  [/[\u0660-\u0669\u066b\u066c\u0600-\u0605\u06dd]/u, 'AN'],
  [/[0-9\u06f0-\u06f9\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]/u, 'EN'],
  [/[+\-\u2212]/u, 'ES'],
  [/[#$%°‰\p{Sc}\u066a]/u, 'ET'],
  [/[,./:\u00a0\u060c]/u, 'CS'],
  [/[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u, 'AL'],
  [/[\p{Script=Hebrew}\p{Script=Nko}]/u, 'R'],
  [/[\p{L}\p{N}\p{Mc}]/u, 'L'],
];

export function bidiClassOf(character: string): BidiClass {
  return classes.find(([pattern]) => pattern.test(character))?.[1] ?? 'ON';
}

const pairs = ['()', '[]', '{}', '<>', '«»', '‹›', '⟨⟩', '「」', '『』', '（）'];
const mirrors = new Map(pairs.flatMap((pair) => [[pair.charAt(0), pair.charAt(1)], [pair.charAt(1), pair.charAt(0)]] as const));
/** Opening → closing, of those that UAX #9 N0 pairs. */
export const brackets: ReadonlyMap<string, string> = new Map(['()', '[]', '{}', '⟨⟩', '「」', '『』', '（）'].map((pair) => [pair.charAt(0), pair.charAt(1)]));

/** What is drawn for a character in a right-to-left run (UAX #9 L4). */
export function mirrored(text: string): string {
  return [...text].map((character) => mirrors.get(character) ?? character).join('');
}
