import { readDistributionPointName, type DistributionPointName } from '../certificate/distribution-point.js';
import { readDer, type DerNode } from '../der/der-node.js';
import { DerError } from '../der/der-error.js';
import { readNamedBits } from '../der/der-values.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';

/** Which certificates a CRL speaks of (RFC 5280 §5.2.5). */
export interface IssuingDistributionPoint {
  readonly name?: DistributionPointName;
  readonly onlyUserCertificates: boolean;
  readonly onlyCaCertificates: boolean;
  readonly onlyAttributeCertificates: boolean;
  readonly onlySomeReasons?: ReadonlySet<number>;
  readonly indirect: boolean;
}

export function readIssuingDistributionPoint(value: Uint8Array): IssuingDistributionPoint {
  const cursor = readDer(value, Tag.sequence).cursor();
  const name = cursor.optional(contextConstructed(0));
  const user = cursor.optional(contextPrimitive(1));
  const ca = cursor.optional(contextPrimitive(2));
  const reasons = cursor.optional(contextPrimitive(3));
  const indirect = cursor.optional(contextPrimitive(4));
  const attribute = cursor.optional(contextPrimitive(5));
  cursor.end();
  return {
    ...(name === undefined ? {} : { name: readDistributionPointName(name) }),
    onlyUserCertificates: isTrue(user),
    onlyCaCertificates: isTrue(ca),
    onlyAttributeCertificates: isTrue(attribute),
    ...(reasons === undefined ? {} : { onlySomeReasons: readNamedBits(reasons) }),
    indirect: isTrue(indirect),
  };
}

/** Implicitly tagged BOOLEAN DEFAULT FALSE. */
function isTrue(node: DerNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.content.length !== 1) throw new DerError('bad-boolean', node.start);
  return node.content[0] !== 0;
}
