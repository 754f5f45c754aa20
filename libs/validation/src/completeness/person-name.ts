/** Nothing to compose, and lower case is the same in every language. */
const ascii = /^[\x20-\x7e]*$/;

/** Names compare by their letters: case, composition and runs of white space do not make another person. */
export function normaliseName(name: string): string {
  if (ascii.test(name)) return name.replace(/ +/g, ' ').trim().toLowerCase();
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('und');
}

export interface SubstituteName {
  readonly name: string;
  readonly substituteFor: string;
}

const substitutePattern = /^(?<name>.+?),\s*(?:ersättare för|substitute for)\s+(?<principal>.+)$/iu;

/** "{Y}, ersättare för {X}" / "{Y}, substitute for {X}" (spec/texts.md). */
export function readSubstitute(name: string): SubstituteName | undefined {
  const groups = substitutePattern.exec(name.normalize('NFC').trim())?.groups;
  const self = groups?.['name'];
  const principal = groups?.['principal'];
  return self === undefined || principal === undefined ? undefined : { name: self, substituteFor: principal };
}

/** Is the certificate's name the one that the manifest expects, in person or by a declared substitute? */
export function isExpectedSignatory(certificateName: string, expectedName: string): boolean {
  const expected = normaliseName(expectedName);
  if (normaliseName(certificateName) === expected) return true;
  const substitute = readSubstitute(certificateName);
  return substitute !== undefined && normaliseName(substitute.substituteFor) === expected;
}
