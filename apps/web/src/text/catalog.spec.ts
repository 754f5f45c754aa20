import { allCatalogs } from './all.js';
import { fill, languages, plural } from './catalog.js';

/** Every text of a tree by its path, so that two languages can be compared. */
function flatten(tree: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (typeof tree === 'string') into.set(path, tree);
  else for (const [key, value] of Object.entries(tree as object)) flatten(value, `${path}.${key}`, into);
  return into;
}

const braces = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each(Object.entries(allCatalogs))('catalogue %s', (area, catalog) => {
  const swedish = flatten(catalog.sv, area, new Map());

  it.each(languages)('is complete in %s', (language) => {
    const texts = flatten(catalog[language], area, new Map());
    expect([...texts.keys()].sort()).toEqual([...swedish.keys()].sort());
    expect([...texts].filter(([, text]) => text.trim() === '').map(([path]) => path)).toEqual([]);
  });

  it('asks for the same values in both languages', () => {
    const english = flatten(catalog.en, area, new Map());
    for (const [path, text] of swedish) expect([path, braces(english.get(path) ?? '')]).toEqual([path, braces(text)]);
  });

  it('has no text left in the other language', () => {
    // Short labels can be the same word in both ("Status", "PDF"); a whole sentence cannot.
    const english = flatten(catalog.en, area, new Map());
    const untranslated = [...swedish].filter(([path, text]) => text.length > 25 && english.get(path) === text);
    expect(untranslated).toEqual([]);
  });
});

describe('filling in', () => {
  it('puts each value in its brace', () => {
    expect(fill('{a} av {b}', { a: 1, b: 4 })).toBe('1 av 4');
  });

  it('leaves an unknown brace to be seen', () => {
    expect(fill('{a} och {b}', { a: 'x' })).toBe('x och {b}');
  });

  it('chooses the form by the number', () => {
    const forms = { one: '{count} sida', other: '{count} sidor' };
    expect([0, 1, 2].map((n) => plural(n, forms))).toEqual(['0 sidor', '1 sida', '2 sidor']);
  });
});
