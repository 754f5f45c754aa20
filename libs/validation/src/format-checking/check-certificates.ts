import { sameName, type CertificatePool, type SignedData } from '#pki/parse';
import type { Finding } from '../report/reason.js';

/**
 * The certificates that a CMS brings along are not signed by it, so they are the one place where it can be changed without
 * breaking. Each must be readable, and none may claim an issuer we hold without being signed by it: such a copy was altered.
 *
 * @param onPath fingerprints of certificates whose signatures path building has verified already
 */
export function checkCertificates(signedData: SignedData, pool: CertificatePool, onPath: ReadonlySet<string>): Finding[] {
  const isAltered = signedData.certificates.some((certificate) => {
    if (onPath.has(certificate.sha256)) return false;
    const own = signedData.certificates.filter((candidate) => sameName(candidate.subject, certificate.issuer));
    const issuers = [...own.map((issuer) => pool.canonical(issuer)), ...pool.named(certificate.issuer)];
    return issuers.length > 0 && !issuers.some((issuer) => pool.canonical(certificate).isSignedBy(issuer));
  });
  const isReadable = signedData.certificates.length === signedData.rawCertificates.length;
  if (isReadable && !isAltered) return [];
  return [{ code: 'cms-malformed', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 5652 10.2.3' }];
}
