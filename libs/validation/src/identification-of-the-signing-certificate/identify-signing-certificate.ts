import { essSigningCertificate, isNamedBy, matchesEss, PkiError, type Certificate, type EssCertificateId, type SignerInfo } from '#pki/parse';
import type { Finding } from '../report/reason.js';

export interface IdentifiedCertificate {
  readonly certificate: Certificate | undefined;
  readonly findings: readonly Finding[];
  readonly ess: readonly EssCertificateId[];
}

function notFound(code: Finding['code'], clause: string): Finding {
  return { code, weight: 'indeterminate', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', clause };
}

/**
 * EN 319 102-1 5.2.3: the certificate that the signed ESS attribute pins by hash. A certificate that is only named (issuer
 * and serial number) could have been exchanged; it is used to verify the value, and the verdict stays open.
 *
 * @param own certificates inside the CMS
 * @param elsewhere of the security store and the caller
 */
export function identifySigningCertificate(signer: SignerInfo, own: readonly Certificate[], elsewhere: readonly Certificate[]): IdentifiedCertificate {
  const candidates = [...own, ...elsewhere];
  const named = candidates.filter((certificate) => isNamedBy(signer.sid, certificate));
  const ess = readEss(signer);
  if (ess === undefined) return { certificate: named[0], ess: [], findings: [notFound('signing-certificate-not-bound', 'BB-15')] };
  const bound = named.find((certificate) => isBound(ess, certificate));
  if (bound !== undefined) {
    // BB-12: it belongs into the CMS; found elsewhere only, it was lost or altered.
    const isOwn = own.some(({ sha256 }) => sha256 === bound.sha256);
    return { certificate: bound, ess, findings: isOwn ? [] : [notFound('signing-certificate-missing', 'BB-12')] };
  }
  if (named[0] === undefined) return { certificate: undefined, ess, findings: [notFound('signing-certificate-missing', 'BB-12')] };
  return { certificate: named[0], ess, findings: [notFound('signing-certificate-not-bound', 'BB-15')] };
}

/** The first identifier of each attribute names the signing certificate (RFC 5035 4). */
function isBound(ess: readonly EssCertificateId[], certificate: Certificate): boolean {
  const first = [1, 2].flatMap((version) => ess.find((id) => id.version === version) ?? []);
  return first.length > 0 && first.every((id) => matchesEss(id, certificate));
}

function readEss(signer: SignerInfo): EssCertificateId[] | undefined {
  try {
    return essSigningCertificate(signer);
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}
