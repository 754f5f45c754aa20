export interface PersonName {
  readonly givenName: string;
  readonly surname: string;
}

// Words that belong to the surname behind them: "Karin af Geijerstam", "Jan van der Berg".
const particles = new Set(['af', 'av', 'von', 'van', 'der', 'den', 'de', 'da', 'di', 'do', 'dos', 'du', 'la', 'le', 'el', 'al', 'bin', 'ibn', 'ben', 'zu', 'ter', 'ten']);

/**
 * Best effort, for sources that know only one string: the last word, with the particles before it, is the surname. A
 * name of one word fills both parts, since a certificate may hold no empty attribute (X.520).
 */
export function splitName(name: string): PersonName {
  const words = tidyName(name).split(' ');
  let first = words.length - 1;
  while (first > 1 && particles.has((words[first - 1] ?? '').toLowerCase())) first -= 1;
  const surname = words.slice(first).join(' ');
  const givenName = words.slice(0, first).join(' ');
  return { givenName: givenName === '' ? surname : givenName, surname };
}

/**
 * One line, one space between words, NFC; without control and direction characters, which could disguise a name. The
 * two joiners stay: Persian and Indic names are spelled with them.
 */
export function tidyName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * Is the person whom the provider names the signatory whom the case expects? Every word of the expected name must be
 * there, in order: the population register knows more given names than minutes do ("Anna Ek" is "Anna Maria Ek"), but
 * no other ones. Case and the hyphen of double names are folded; letters are not (Åsa is not Asa).
 */
export function nameMatches(expected: string, asserted: string): boolean {
  const wanted = wordsOf(expected);
  const found = wordsOf(asserted);
  if (wanted.length === 0) return false;
  let next = 0;
  for (const word of found) if (word === wanted[next]) next += 1;
  return next === wanted.length;
}

function wordsOf(name: string): string[] {
  return tidyName(name)
    .toLocaleLowerCase('sv')
    .split(/[\s\-\u2010\u2011]+/u)
    .filter((word) => word !== '');
}
