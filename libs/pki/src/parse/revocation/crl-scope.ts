import { sameBytes } from '../bytes.js';
import type { Certificate } from '../certificate/certificate.js';
import { appendRdn, sameName, type DistinguishedName } from '../certificate/distinguished-name.js';
import type { DistributionPoint, DistributionPointName } from '../certificate/distribution-point.js';
import type { GeneralName } from '../certificate/general-name.js';
import type { Crl } from '../crl/crl.js';

/** ReasonFlags bits 1 to 8: keyCompromise … aACompromise (RFC 5280 §4.2.1.13). Bit 0 is not used. */
export const allReasons: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8]);

/**
 * RFC 5280 §6.3.3 (b) and (d): the reasons for which this CRL speaks of the certificate; none when it does not at all.
 * Tried with every distribution point of the certificate and with the implied one, the issuer's own name.
 */
export function reasonsCovered(crl: Crl, certificate: Certificate): ReadonlySet<number> {
  const covered = new Set<number>();
  if (!takesIn(crl, certificate)) return covered;
  const implied: DistributionPoint = { fullName: [{ kind: 'directory', value: certificate.issuer }] };
  for (const point of [...certificate.known.crlDistributionPoints, implied]) {
    if (!isOfPoint(crl, certificate, point)) continue;
    const some = crl.known.issuingDistributionPoint?.onlySomeReasons;
    for (const reason of allReasons) {
      if ((some?.has(reason) ?? true) && (point.reasons?.has(reason) ?? true)) covered.add(reason);
    }
  }
  return covered;
}

/** The certificate names, in a distribution point with cRLIssuer, who else signs its list. */
export function delegatesTo(certificate: Certificate, crlIssuer: DistinguishedName): boolean {
  return certificate.known.crlDistributionPoints.some((point) => isIssuerNamed(point.crlIssuer ?? [], crlIssuer));
}

/** §6.3.3 (b) (2) (ii) to (iv). */
function takesIn(crl: Crl, certificate: Certificate): boolean {
  const scope = crl.known.issuingDistributionPoint;
  if (scope === undefined) return true;
  const isCa = certificate.known.basicConstraints?.ca === true;
  return !scope.onlyAttributeCertificates && !(scope.onlyUserCertificates && isCa) && !(scope.onlyCaCertificates && !isCa);
}

/** §6.3.3 (b) (1) and (2) (i). */
function isOfPoint(crl: Crl, certificate: Certificate, point: DistributionPoint): boolean {
  const scope = crl.known.issuingDistributionPoint;
  if (point.crlIssuer === undefined) {
    if (!sameName(crl.issuer, certificate.issuer)) return false;
  } else if (scope?.indirect !== true || !isIssuerNamed(point.crlIssuer, crl.issuer)) {
    return false;
  }
  if (scope?.name === undefined) return true;
  const wanted = namesOf(point, point.crlIssuer === undefined ? certificate.issuer : crl.issuer);
  // Without a distribution point name, the names of the CRL issuer take its place.
  const names = wanted.length > 0 ? wanted : (point.crlIssuer ?? []);
  return namesOf(scope.name, crl.issuer).some((a) => names.some((b) => isSameGeneralName(a, b)));
}

function isIssuerNamed(names: readonly GeneralName[], issuer: DistinguishedName): boolean {
  return names.some((name) => name.kind === 'directory' && sameName(name.value, issuer));
}

/** §4.2.1.13: nameRelativeToCRLIssuer is one RDN to be put behind the CRL issuer's name. */
function namesOf({ fullName, relativeName }: DistributionPointName, crlIssuer: DistinguishedName): readonly GeneralName[] {
  return relativeName === undefined ? fullName : [{ kind: 'directory', value: appendRdn(crlIssuer, relativeName) }];
}

function isSameGeneralName(a: GeneralName, b: GeneralName): boolean {
  if (a.kind === 'directory' || b.kind === 'directory') {
    return a.kind === 'directory' && b.kind === 'directory' && sameName(a.value, b.value);
  }
  if (a.kind !== b.kind) return false;
  if (typeof a.value === 'string' || typeof b.value === 'string') return a.value === b.value;
  return sameBytes(a.value, b.value);
}
