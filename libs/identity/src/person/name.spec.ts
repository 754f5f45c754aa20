import { makePseudonym, makeSubjectReference, nameMatches, splitName, tidyName } from '#identity';

test.each([
  ['Anna Ek', 'Anna', 'Ek'],
  ['Karin  af Geijerstam', 'Karin', 'af Geijerstam'],
  ['Jan van der Berg', 'Jan', 'van der Berg'],
  ['Per-Olof Öst', 'Per-Olof', 'Öst'],
  ['张', '张', '张'],
  ['von Essen', 'von', 'Essen'],
])('%s is split', (name, givenName, surname) => expect(splitName(name)).toEqual({ givenName, surname }));

test.each([
  ['Anna Ek', 'Anna Ek', true],
  ['Anna Ek', 'ANNA MARIA EK', true],
  ['Per-Olof Öst', 'Per Olof Öst', true],
  ['A\u030asa Öberg', 'Åsa Öberg', true],
  ['Łukasz Żak', 'Łukasz Żak', true],
  ['Anna Ek', 'Ek Anna', false],
  ['Åsa Ek', 'Asa Ek', false],
  ['Anna Ek', 'Anna Ekman', false],
  ['Anna Maria Ek', 'Anna Ek', false],
  ['', 'Anna Ek', false],
])('expected %j, asserted %j: %s', (expected, asserted, matches) => expect(nameMatches(expected, asserted)).toBe(matches));

test('a name cannot be turned around or hold a second line', () => {
  expect(tidyName('Anna\u202e kE\r\nBcc: x')).toBe('Anna kE Bcc: x');
  expect(tidyName('علی\u200cرضا')).toBe('علی\u200cرضا');
});

describe('pseudonyms', () => {
  const source = { key: Buffer.alloc(32, 3), bodyId: 'b', provider: 'p', subject: '198001011234' };

  test('differ by body, provider, subject and key, and never run into each other', () => {
    const all = [
      source,
      { ...source, bodyId: 'c' },
      { ...source, provider: 'q' },
      { ...source, subject: '198001011235' },
      { ...source, key: Buffer.alloc(32, 4) },
      { ...source, bodyId: 'b","p' },
    ].map(makePseudonym);
    expect(new Set(all).size).toBe(all.length);
  });

  test('do not begin the subject reference', () => expect(makeSubjectReference(source).startsWith(makePseudonym(source))).toBe(false));

  test('are not made with a guessable key', () => expect(() => makePseudonym({ ...source, key: Buffer.alloc(8) })).toThrow(RangeError));
});
