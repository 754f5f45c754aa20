import { Oid } from '../parse/oids.js';
import { ascii, encodeOid, printableString, sequence, setOf, utf8String } from './encode.js';

/** One attribute of a name to be written. */
export interface NameEntry {
  readonly oid: string;
  readonly value: string;
}

/** DER Name with one attribute per RDN, in the given order (RFC 5280 §4.1.2.4). */
export function encodeName(entries: readonly NameEntry[]): Uint8Array {
  return sequence(...entries.map(({ oid, value }) => setOf([sequence(encodeOid(oid), encodeValue(oid, value))])));
}

/** String types as X.520 and RFC 5280 appendix A fix them; UTF8String for everything else. */
function encodeValue(oid: string, value: string): Uint8Array {
  if (oid === Oid.countryName || oid === Oid.serialNumber) return printableString(value);
  if (oid === Oid.emailAddress || oid === Oid.domainComponent) return ascii(value);
  return utf8String(value);
}
