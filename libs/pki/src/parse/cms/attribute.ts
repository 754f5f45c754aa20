import type { DerNode } from '../der/der-node.js';
import { readOid } from '../der/der-values.js';
import { Tag } from '../der/tags.js';
import { CmsError } from './cms-error.js';

/** Attribute (RFC 5652 §5.3): a type and a set of values, each as DER. */
export interface Attribute {
  readonly oid: string;
  readonly values: readonly Uint8Array[];
  readonly encoded: Uint8Array;
}

export function readAttribute(node: DerNode): Attribute {
  const cursor = node.expect(Tag.sequence).cursor();
  const oid = readOid(cursor.next(Tag.objectIdentifier));
  const values = cursor.next(Tag.set).children().map((value) => value.encoded);
  cursor.end();
  return { oid, values, encoded: node.encoded };
}

/** All attributes of a type. More than one is a finding the caller must not overlook. */
export function attributesOf(attributes: readonly Attribute[], oid: string): Attribute[] {
  return attributes.filter((attribute) => attribute.oid === oid);
}

/** Types that occur more than once, in order of appearance. */
export function duplicatedAttributes(attributes: readonly Attribute[]): string[] {
  const counts = new Map<string, number>();
  for (const { oid } of attributes) counts.set(oid, (counts.get(oid) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([oid]) => oid);
}

/**
 * The value of an attribute that occurs at most once and has exactly one value.
 *
 * @throws CmsError `duplicate-attribute` or `bad-attribute`
 */
export function singleValue(attributes: readonly Attribute[], oid: string): Uint8Array | undefined {
  const [first, second] = attributesOf(attributes, oid);
  if (first === undefined) return undefined;
  if (second !== undefined) throw new CmsError('duplicate-attribute', oid);
  const [value, other] = first.values;
  if (value === undefined || other !== undefined) throw new CmsError('bad-attribute', oid);
  return value;
}
