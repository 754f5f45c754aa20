import { bidiLevels, visualOrder } from './bidi.js';

/** What stands from left to right when `text` is shown, one character each: digits and brackets included. */
const seen = (text: string): string => {
  const characters = [...text];
  const levels = bidiLevels(characters);
  return visualOrder(characters.map((character, index) => ({ character, level: levels[index] ?? 0 })))
    .map(({ character }) => character)
    .join('');
};

// Hebrew letters stand for any right-to-left letter, so that the order can be told: א is read first. Orders by UAX #9 in a left-to-right paragraph.
test.each([
  ['Latin alone', 'Anna Ek', 'Anna Ek'],
  ['one name', 'אבג', 'גבא'],
  ['two names are turned around as one', 'אב גד', 'דג בא'],
  ['a name between Latin words', 'Anna אב Ek', 'Anna בא Ek'],
  ['two names with Latin between: each in its place', 'אב, ersättare för גד', 'בא, ersättare för דג'],
  ['digits keep their order inside (W2, I1)', 'אב 123 גד', 'דג 123 בא'],
  ['digits after Latin stay where they are (W7)', 'Anna 123 אב', 'Anna 123 בא'],
  ['digits behind a name, at the end', 'אב 12', '12 בא'],
  ['a decimal between digits (W4)', 'אב 1,5 גד', 'דג 1,5 בא'],
  ['brackets around a name in Latin text (N0)', 'Anna (אב) Ek', 'Anna (בא) Ek'],
  ['brackets around Latin in a name (N0)', 'אב (Anna)', 'בא (Anna)'],
  ['a hyphen between names (N1)', 'אב-גד', 'דג-בא'],
  ['a full stop at the end belongs to the line (N2)', 'אב.', 'בא.'],
  ['a percentage in a name (W5)', 'אב 5% גד', 'דג 5% בא'],
])('%s', (_name, text, expected) => {
  expect(seen(text)).toBe(expected);
});

test('Arabic digits are numbers of their own, and European ones beside Arabic letters are too (W2)', () => {
  expect(bidiLevels([...'م ٤٥ م'])).toEqual([1, 1, 2, 2, 1, 1]);
  expect(bidiLevels([...'م 45'])).toEqual([1, 1, 2, 2]);
});

test('a mark goes with its letter (W1)', () => {
  expect(bidiLevels(['d', '\u0301', 'م', '\u0651'])).toEqual([0, 0, 1, 1]);
});
