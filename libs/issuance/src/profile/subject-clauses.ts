import { Oid, Tag, type NameAttribute } from '#pki/parse';
import type { Clause, LintContext } from './lint-context.js';

const required: readonly string[] = [Oid.givenName, Oid.surname, Oid.commonName, Oid.serialNumber];

/** X.520 upper bounds as RFC 5280 appendix A.1 has them; names of persons get a bound of our own. */
const longest: Readonly<Record<string, number>> = {
  [Oid.givenName]: 128, [Oid.surname]: 128, [Oid.commonName]: 64, [Oid.serialNumber]: 64, [Oid.countryName]: 2,
};

/** A Swedish personal identity or co-ordination number, with or without century and separator. */
const personalNumber = /^(?:PNO[A-Z]{2}-?)?(?:\d{2})?\d{6}[-+]?\d{4}$/;

const attributes = (context: LintContext): NameAttribute[] => {
  const found: NameAttribute[] = [];
  for (const rdn of context.certificate.subject.rdns) found.push(...rdn);
  return found;
};

function valueOf(context: LintContext, oid: string): string | undefined {
  return attributes(context).find((attribute) => attribute.oid === oid)?.value;
}

/** CP-07 … CP-11: who the certificate names. */
export const subjectClauses: readonly Clause[] = [
  {
    id: 'CP-07',
    check: (context) => {
      const found = attributes(context).map((attribute) => attribute.oid);
      const missing = required.filter((oid) => found.filter((each) => each === oid).length !== 1);
      const strange = found.filter((oid) => !required.includes(oid) && oid !== Oid.countryName);
      const countries = found.filter((oid) => oid === Oid.countryName).length;
      return missing.length + strange.length > 0 || countries > 1 ? `attributes ${found.join(' ')}` : undefined;
    },
  },
  {
    id: 'CP-08',
    check: (context) => {
      const { subject } = context;
      const wanted: [string, string | undefined][] = [
        [Oid.givenName, subject.givenName], [Oid.surname, subject.surname], [Oid.commonName, subject.commonName],
        [Oid.serialNumber, subject.serialNumber], [Oid.countryName, subject.country],
      ];
      const wrong = wanted.filter(([oid, value]) => valueOf(context, oid) !== value);
      return wrong.length > 0 ? `not as asked for: ${wrong.map(([oid]) => oid).join(' ')}` : undefined;
    },
  },
  {
    id: 'CP-09',
    check: (context) => {
      if (context.allowPersonalNumber) return undefined;
      const telling = attributes(context).some(({ value }) => personalNumber.test((value ?? '').replace(/\s/g, '')));
      return telling ? 'looks like a personal identity number' : undefined;
    },
  },
  {
    id: 'CP-10',
    check: (context) => {
      const bad = attributes(context).filter(({ oid, value }) => !isDecentText(value ?? '', longest[oid] ?? 64));
      return bad.length > 0 ? `text of ${bad.map(({ oid }) => oid).join(' ')}` : undefined;
    },
  },
  {
    id: 'CP-11',
    check: ({ certificate }) => {
      const multiple = certificate.subject.rdns.some((rdn) => rdn.length !== 1);
      const wrongType = certificate.subject.rdns.flat().some(({ oid, encodedValue }) => {
        const printable = oid === Oid.countryName || oid === Oid.serialNumber;
        return encodedValue[0] !== (printable ? Tag.printableString : Tag.utf8String);
      });
      return multiple || wrongType ? 'multi-valued RDN or wrong string type' : undefined;
    },
  },
];

function isDecentText(value: string, limit: number): boolean {
  if (value === '' || value !== value.trim() || value !== value.normalize('NFC') || (value.length > limit && [...value].length > limit)) return false;
  // Letters, marks, digits, punctuation, symbols and plain spaces: no control, format, private or line characters.
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(value);
}
