import { sameBytes } from '../bytes.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { tlv } from '../der/encode.js';
import { readOid, readString } from '../der/der-values.js';
import { Tag } from '../der/tags.js';
import { Oid } from '../oids.js';

/** One AttributeTypeAndValue. `value` is undefined when its type is no character string we read. */
export interface NameAttribute {
  readonly oid: string;
  readonly value: string | undefined;
  readonly encodedValue: Uint8Array;
}

/** A Name (RFC 5280 §4.1.2.4): relative distinguished names in order, each a set of attributes. */
export interface DistinguishedName {
  readonly der: Uint8Array;
  readonly rdns: readonly (readonly NameAttribute[])[];
}

export function readName(node: DerNode): DistinguishedName {
  const rdns = node.expect(Tag.sequence).children().map((set) => set.expect(Tag.set).children().map(readAttribute));
  return { der: node.encoded, rdns };
}

export function parseName(der: Uint8Array): DistinguishedName {
  return readName(readDer(der));
}

/** The name with one more RDN behind it; `content` is the content of its SET. @throws DerError */
export function appendRdn(name: DistinguishedName, content: Uint8Array): DistinguishedName {
  const rdn = readDer(tlv(Tag.set, content)).children().map(readAttribute);
  return { der: tlv(Tag.sequence, readDer(name.der).content, tlv(Tag.set, content)), rdns: [...name.rdns, rdn] };
}

const stringTags: ReadonlySet<number> = new Set([
  Tag.utf8String, Tag.printableString, Tag.numericString, Tag.ia5String, Tag.visibleString, Tag.teletexString,
  Tag.bmpString, Tag.universalString,
]);

function readAttribute(node: DerNode): NameAttribute {
  const cursor = node.expect(Tag.sequence).cursor();
  const oid = readOid(cursor.next(Tag.objectIdentifier));
  const value = cursor.any();
  cursor.end();
  return { oid, value: stringTags.has(value.tag) ? readString(value) : undefined, encodedValue: value.encoded };
}

/** First value of an attribute type anywhere in the name. */
export function nameValue(name: DistinguishedName, oid: string): string | undefined {
  for (const rdn of name.rdns) {
    for (const attribute of rdn) if (attribute.oid === oid) return attribute.value;
  }
  return undefined;
}

/** Same name by RFC 5280 §7.1: case, and leading, trailing and repeated spaces, do not count; the string type does not either. */
export function sameName(a: DistinguishedName, b: DistinguishedName): boolean {
  if (a === b || sameBytes(a.der, b.der)) return true;
  return hasSameShape(a, b) && nameKey(a) === nameKey(b);
}

/** What can be told without folding a text: as many RDNs, and the same types in those that have one attribute. */
function hasSameShape({ rdns }: DistinguishedName, { rdns: others }: DistinguishedName): boolean {
  if (rdns.length !== others.length) return false;
  return rdns.every((rdn, at) => {
    const other = others[at];
    return rdn.length !== 1 || other?.length !== 1 || rdn[0]?.oid === other[0]?.oid;
  });
}

const keys = new WeakMap<DistinguishedName, string>();

/** Equal for the same names and for no others; made once for each name. */
export function nameKey(name: DistinguishedName): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = JSON.stringify(name.rdns.map((rdn) => [...new Set(rdn.map(attributeKey))].sort()));
  keys.set(name, key);
  return key;
}

/** Is `base` a prefix of `name`, RDN by RDN (directoryName constraints, RFC 5280 §4.2.1.10)? */
export function isWithin(name: DistinguishedName, base: DistinguishedName): boolean {
  return base.rdns.every((rdn, i) => {
    const other = name.rdns[i];
    if (other === undefined || other.length !== rdn.length) return false;
    const keys = new Set(other.map(attributeKey));
    return rdn.every((attribute) => keys.has(attributeKey(attribute)));
  });
}

function attributeKey(attribute: NameAttribute): string {
  if (attribute.value === undefined) return `${attribute.oid}#${Buffer.from(attribute.encodedValue).toString('hex')}`;
  return `${attribute.oid}=${attribute.value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')}`;
}

const shortNames: Readonly<Record<string, string>> = {
  [Oid.commonName]: 'CN', [Oid.surname]: 'SN', [Oid.serialNumber]: 'serialNumber', [Oid.countryName]: 'C',
  [Oid.localityName]: 'L', [Oid.stateOrProvinceName]: 'ST', [Oid.organizationName]: 'O', [Oid.organizationalUnitName]: 'OU',
  [Oid.title]: 'title', [Oid.givenName]: 'givenName', [Oid.pseudonym]: 'pseudonym',
  [Oid.organizationIdentifier]: 'organizationIdentifier', [Oid.domainComponent]: 'DC', [Oid.emailAddress]: 'emailAddress',
};

const strings = new WeakMap<DistinguishedName, string>();

/** The name for people and logs, most significant attribute last (RFC 4514 §2.1), special characters escaped. Made once for each name. */
export function nameToString(name: DistinguishedName): string {
  const known = strings.get(name);
  if (known !== undefined) return known;
  const text = [...name.rdns].reverse().map((rdn) => rdn.map(attributeToString).join('+')).join(',');
  strings.set(name, text);
  return text;
}

/** Nothing in here is for `escapeControl`. */
const plain = /^[\x20-\x7e\xa0-\u2029]*$/;

function attributeToString(attribute: NameAttribute): string {
  const type = shortNames[attribute.oid] ?? attribute.oid;
  if (attribute.value === undefined) return `${type}=#${Buffer.from(attribute.encodedValue).toString('hex')}`;
  const escaped = attribute.value.replace(/[\\"+,;<>=]/g, '\\$&').replace(/^[ #]|[ ]$/g, '\\$&');
  return `${type}=${plain.test(escaped) ? escaped : [...escaped].map(escapeControl).join('')}`;
}

/** Control and direction-changing characters never reach a terminal, a page or a log raw (RFC 4514 §2.4 hex escapes). */
function escapeControl(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const risky = code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  if (!risky) return character;
  return Buffer.from(character, 'utf8').toString('hex').replace(/../g, '\\$&');
}
