import { sameBytes } from '../bytes.js';
import type { Certificate } from '../certificate/certificate.js';
import { sameName } from '../certificate/distinguished-name.js';
import type { Crl } from '../crl/crl.js';
import { Oid } from '../oids.js';
import type { RevocationEvidence, UsableCrl } from './revocation-evidence.js';

/** What a complete CRL and each delta CRL that fits it say together (RFC 5280 §5.2.4, §6.3.3 (c)). */
export function applyDeltas(evidence: RevocationEvidence, base: UsableCrl, deltas: readonly UsableCrl[], certificate: Certificate): RevocationEvidence[] {
  return deltas.filter((delta) => fits(base.crl, delta)).map(({ crl, signer }): RevocationEvidence => {
    const common = {
      source: 'crl' as const, thisUpdate: crl.thisUpdate, signer, der: crl.der, signatureAlgorithm: crl.signatureAlgorithm,
      with: [{ signer: base.signer, der: base.crl.der, signatureAlgorithm: base.crl.signatureAlgorithm }],
      ...(crl.nextUpdate === undefined ? {} : { nextUpdate: crl.nextUpdate }),
    };
    const entry = crl.find(certificate.serialNumber, certificate.issuer);
    if (entry?.reason === 'removeFromCRL') return { ...common, status: 'good' };
    const { revokedAt, reason } = entry ?? evidence;
    const isRevoked = entry !== undefined || evidence.status === 'revoked';
    if (!isRevoked) return { ...common, status: 'good' };
    return { ...common, status: 'revoked', ...(revokedAt === undefined ? {} : { revokedAt }), ...(reason === undefined ? {} : { reason }) };
    // After its end a certificate may be taken off the lists, so that its absence means nothing.
  }).filter(({ status, thisUpdate }) => status === 'revoked' || thisUpdate.getTime() <= certificate.notAfter.getTime());
}

/** §6.3.3 (c): same issuer, same scope, same key identifier; §5.2.4: the base is not older than where the delta starts, and older than the delta. */
function fits(base: Crl, { crl: delta }: UsableCrl): boolean {
  const [from, start, end] = [base.known.number, delta.known.baseNumber, delta.known.number].map(numberOf);
  if (from === undefined || start === undefined || end === undefined || from < start || from >= end) return false;
  if (delta.hasUnknownCriticalEntryExtension || !sameName(base.issuer, delta.issuer)) return false;
  return isSameExtension(base, delta, Oid.issuingDistributionPoint) && isSameExtension(base, delta, Oid.authorityKeyIdentifier);
}

function numberOf(hex: string | undefined): bigint | undefined {
  return hex === undefined || hex.startsWith('-') ? undefined : BigInt(`0x${hex}`);
}

function isSameExtension(a: Crl, b: Crl, oid: string): boolean {
  const [one, other] = [a, b].map(({ extensions }) => extensions.find((extension) => extension.oid === oid)?.value);
  return one === undefined || other === undefined ? one === other : sameBytes(one, other);
}
