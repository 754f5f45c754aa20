import type { DerNode } from '../der/der-node.js';
import { readNamedBits } from '../der/der-values.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { readGeneralNames, type GeneralName } from './general-name.js';

/** DistributionPoint (RFC 5280 §4.2.1.13). */
export interface DistributionPoint {
  readonly fullName: readonly GeneralName[];
  /** Encoded RDN relative to the CRL issuer, when that form is used. */
  readonly relativeName?: Uint8Array;
  /** Bit numbers of ReasonFlags; absent means all reasons. */
  readonly reasons?: ReadonlySet<number>;
  readonly crlIssuer?: readonly GeneralName[];
}

export interface DistributionPointName {
  readonly fullName: readonly GeneralName[];
  readonly relativeName?: Uint8Array;
}

/** DistributionPointName, given the explicit [0] around the CHOICE. */
export function readDistributionPointName(node: DerNode): DistributionPointName {
  const choice = node.only();
  if (choice.tag === contextConstructed(0)) return { fullName: readGeneralNames(choice) };
  return { fullName: [], relativeName: choice.expect(contextConstructed(1)).content };
}

export function readDistributionPoints(node: DerNode): DistributionPoint[] {
  return node.expect(Tag.sequence).children().map((point) => {
    const cursor = point.expect(Tag.sequence).cursor();
    const name = cursor.optional(contextConstructed(0));
    const reasons = cursor.optional(contextPrimitive(1));
    const issuer = cursor.optional(contextConstructed(2));
    cursor.end();
    return {
      ...(name === undefined ? { fullName: [] } : readDistributionPointName(name)),
      ...(reasons === undefined ? {} : { reasons: readNamedBits(reasons) }),
      ...(issuer === undefined ? {} : { crlIssuer: readGeneralNames(issuer) }),
    };
  });
}
