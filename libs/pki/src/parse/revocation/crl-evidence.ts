import { sameBytes } from '../bytes.js';
import type { Certificate } from '../certificate/certificate.js';
import { sameName } from '../certificate/distinguished-name.js';
import type { Extension } from '../certificate/extensions.js';
import type { GeneralName } from '../certificate/general-name.js';
import type { Crl } from '../crl/crl.js';
import { verifyCrl } from '../crl/verify-crl.js';
import { readDer } from '../der/der-node.js';
import { readTime } from '../der/der-time.js';
import { PkiError } from '../pki-error.js';
import type { RevocationEvidence } from './revocation-evidence.js';

const EXPIRED_CERTS_ON_CRL = '2.5.29.60';

/** What the CRLs of a certificate's own issuer say about it. Delta, indirect and partial CRLs are left aside. */
export function crlEvidence(certificate: Certificate, issuer: Certificate, crls: readonly Crl[]): RevocationEvidence[] {
  return crls.flatMap((crl): RevocationEvidence[] => {
    if (!sameName(crl.issuer, certificate.issuer) || !covers(crl, certificate)) return [];
    try {
      return verifyCrl(crl, issuer).valid ? statementOf(crl, certificate, issuer) : [];
    } catch (error) {
      // A malformed entry: the list as a whole is not to be believed.
      if (error instanceof PkiError) return [];
      throw error;
    }
  });
}

function statementOf(crl: Crl, certificate: Certificate, signer: Certificate): RevocationEvidence[] {
  const entry = crl.find(certificate.serialNumber);
  const common = {
    source: 'crl' as const, thisUpdate: crl.thisUpdate, signer, der: crl.der,
    ...(crl.nextUpdate === undefined ? {} : { nextUpdate: crl.nextUpdate }),
  };
  if (entry !== undefined && entry.reason !== 'removeFromCRL') {
    return [{ ...common, status: 'revoked', revokedAt: entry.revokedAt, reason: entry.reason }];
  }
  // RFC 5280 §5.3: with a critical entry extension we do not know, entries may speak of other certificates than it seems.
  if (crl.hasUnknownCriticalEntryExtension) return [];
  return stillListed(crl, certificate) ? [{ ...common, status: 'good' }] : [];
}

/** An expired certificate may have been taken off the list, unless the CRL says how long it keeps them. */
function stillListed(crl: Crl, certificate: Certificate): boolean {
  if (crl.thisUpdate.getTime() <= certificate.notAfter.getTime()) return true;
  const keptSince = timeIn(crl.extensions.find(({ oid }) => oid === EXPIRED_CERTS_ON_CRL));
  return keptSince !== undefined && keptSince.getTime() <= certificate.notAfter.getTime();
}

function timeIn(extension: Extension | undefined): Date | undefined {
  return extension === undefined ? undefined : readTime(readDer(extension.value));
}

/** RFC 5280 §6.3.3 (b): does the CRL's scope take the certificate in, for all reasons? */
function covers(crl: Crl, certificate: Certificate): boolean {
  if (crl.known.isDelta) return false;
  const scope = crl.known.issuingDistributionPoint;
  if (scope === undefined) return true;
  const isCa = certificate.known.basicConstraints?.ca === true;
  if (scope.indirect || scope.onlyAttributeCertificates || scope.onlySomeReasons !== undefined) return false;
  if ((scope.onlyUserCertificates && isCa) || (scope.onlyCaCertificates && !isCa)) return false;
  const { name } = scope;
  if (name === undefined) return true;
  const points = certificate.known.crlDistributionPoints;
  return points.some((point) =>
    point.crlIssuer === undefined &&
    (point.fullName.some((a) => name.fullName.some((b) => isSameGeneralName(a, b))) || isSameRelative(point.relativeName, name.relativeName)),
  );
}

function isSameRelative(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && sameBytes(a, b);
}

function isSameGeneralName(a: GeneralName, b: GeneralName): boolean {
  if (a.kind === 'directory' || b.kind === 'directory') {
    return a.kind === 'directory' && b.kind === 'directory' && sameName(a.value, b.value);
  }
  if (a.kind !== b.kind) return false;
  if (typeof a.value === 'string' || typeof b.value === 'string') return a.value === b.value;
  return sameBytes(a.value, b.value);
}
