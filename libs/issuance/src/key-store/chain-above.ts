import { sameName, type Certificate } from '#pki/parse';

/**
 * The certificates above `own` in issuing order, the root left out; what does not belong to its chain is left out too.
 *
 * @returns DER
 */
export function chainAbove(own: Certificate, others: readonly Certificate[]): Uint8Array[] {
  const chain: Uint8Array[] = [];
  const left = new Set(others.filter((each) => !each.isSelfIssued && each.sha256 !== own.sha256));
  for (let below = own; !below.isSelfIssued; ) {
    const issuer = [...left].find((each) => sameName(each.subject, below.issuer) && below.isSignedBy(each));
    if (issuer === undefined) break;
    chain.push(issuer.der);
    left.delete(issuer);
    below = issuer;
  }
  return chain;
}
