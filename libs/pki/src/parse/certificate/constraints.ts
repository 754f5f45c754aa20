import { readDer } from '../der/der-node.js';
import { readOid, readSmallInteger } from '../der/der-values.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { readGeneralName, type GeneralName } from './general-name.js';

/** GeneralSubtree (RFC 5280 §4.2.1.10). */
export interface GeneralSubtree {
  readonly base: GeneralName;
  /** §4.2.1.10 fixes minimum at 0 and maximum at absent; another value means that the subtree cannot be evaluated. */
  readonly hasUnusualBounds: boolean;
}

export interface NameConstraints {
  readonly permitted: readonly GeneralSubtree[];
  readonly excluded: readonly GeneralSubtree[];
}

export function readNameConstraints(value: Uint8Array): NameConstraints {
  const cursor = readDer(value, Tag.sequence).cursor();
  const permitted = cursor.optional(contextConstructed(0));
  const excluded = cursor.optional(contextConstructed(1));
  cursor.end();
  return { permitted: permitted?.children().map(readSubtree) ?? [], excluded: excluded?.children().map(readSubtree) ?? [] };
}

function readSubtree(node: ReturnType<typeof readDer>): GeneralSubtree {
  const cursor = node.expect(Tag.sequence).cursor();
  const base = readGeneralName(cursor.any());
  const minimum = cursor.optional(contextPrimitive(0));
  const maximum = cursor.optional(contextPrimitive(1));
  cursor.end();
  const isZero = minimum === undefined || (minimum.content.length === 1 && minimum.content[0] === 0);
  return { base, hasUnusualBounds: !isZero || maximum !== undefined };
}

/** Skip counts (RFC 5280 §4.2.1.11); absent ones do not constrain. */
export interface PolicyConstraints {
  readonly requireExplicitPolicy?: number;
  readonly inhibitPolicyMapping?: number;
}

export function readPolicyConstraints(value: Uint8Array): PolicyConstraints {
  const cursor = readDer(value, Tag.sequence).cursor();
  const explicit = cursor.optional(contextPrimitive(0));
  const mapping = cursor.optional(contextPrimitive(1));
  cursor.end();
  return {
    ...(explicit === undefined ? {} : { requireExplicitPolicy: readSmallInteger(explicit) }),
    ...(mapping === undefined ? {} : { inhibitPolicyMapping: readSmallInteger(mapping) }),
  };
}

/** RFC 5280 §4.2.1.14. */
export function readInhibitAnyPolicy(value: Uint8Array): number {
  return readSmallInteger(readDer(value, Tag.integer));
}

/** RFC 5280 §4.2.1.5. */
export interface PolicyMapping {
  readonly issuerDomainPolicy: string;
  readonly subjectDomainPolicy: string;
}

export function readPolicyMappings(value: Uint8Array): PolicyMapping[] {
  return readDer(value, Tag.sequence).children().map((node) => {
    const cursor = node.expect(Tag.sequence).cursor();
    const issuerDomainPolicy = readOid(cursor.next(Tag.objectIdentifier));
    const subjectDomainPolicy = readOid(cursor.next(Tag.objectIdentifier));
    cursor.end();
    return { issuerDomainPolicy, subjectDomainPolicy };
  });
}
