import type { Certificate } from '../certificate/certificate.js';
import { Oid } from '../oids.js';

/** Why no revocation data is due. */
export type RevocationExemption = 'validity-assured-short-term' | 'no-rev-avail';

/**
 * - noRevAvail, when the certificate meets RFC 9608 §3: no CA, no CRL distribution point, no freshest CRL, no OCSP address.
 * - validity-assured-short-term (EN 319 412-1 §5.2.2), for an end entity.
 *
 * Their expiry is another matter: proof of existence before notAfter is what makes a signature stand.
 */
export function revocationExemption(certificate: Certificate): RevocationExemption | undefined {
  const { known } = certificate;
  if (known.basicConstraints?.ca === true) return undefined;
  if (known.isValidityAssuredShortTerm) return 'validity-assured-short-term';
  const pointsNowhere =
    certificate.extension(Oid.cRLDistributionPoints) === undefined &&
    certificate.extension(Oid.freshestCRL) === undefined &&
    known.ocspUrls.length === 0;
  return known.hasNoRevAvail && pointsNowhere ? 'no-rev-avail' : undefined;
}
