import type { Certificate } from '../certificate/certificate.js';
import { sameName } from '../certificate/distinguished-name.js';
import type { Crl } from '../crl/crl.js';
import { verifyCrl } from '../crl/verify-crl.js';
import { buildPaths } from '../path/build-paths.js';
import { checkPath } from '../path/check-path.js';
import { delegatesTo } from './crl-scope.js';
import { revocationExemption } from './exemption.js';
import type { RevocationData, RevocationEvidence } from './revocation-evidence.js';

/** How the caller learns about a certificate's revocation while it judges a CRL signer; passed in, since each needs the other. */
export type AskEvidence = (certificate: Certificate, issuer: Certificate, data: RevocationData, asking: readonly Certificate[]) => RevocationEvidence[];

/** Keys of one name that are tried on one list: a heap of same-named certificates must not keep us busy. */
const MAX_CANDIDATES = 16;
/** Signers of signers of signers: more than this is no real PKI. */
const MAX_DEPTH = 4;

/**
 * Who signed the CRL, if they may (RFC 5280 §6.3.3 (f), (g)): the certificate's issuer, or another key whose certificate
 * carries the CRL issuer's name, has cRLSign, leads to the same anchor at the time of the CRL, and is known not to be
 * revoked.
 *
 * @param asking signers whose own status is being asked for, so that two cannot vouch for each other
 */
export function crlSigner(
  crl: Crl, certificate: Certificate, issuer: Certificate, data: RevocationData, asking: readonly Certificate[], ask: AskEvidence,
): Certificate | undefined {
  if (verifyCrl(crl, issuer).valid) return issuer;
  if (data.anchor === undefined) return undefined;
  const { anchor } = data;
  const candidates = [...(sameName(anchor.subject, crl.issuer) ? [anchor] : []), ...(data.certificates?.named(crl.issuer) ?? []).slice(0, MAX_CANDIDATES)];
  return candidates.find((candidate) => {
    if (!verifyCrl(crl, candidate).valid) return false;
    if (candidate.sha256 === anchor.sha256) return true;
    // A signer whose own status is in question speaks for itself only where its issuer sent everybody to its list.
    if (asking.some(({ sha256 }) => sha256 === candidate.sha256)) return candidate.sha256 === certificate.sha256 && delegatesTo(certificate, crl.issuer);
    return asking.length < MAX_DEPTH && isGoodSigner(candidate, crl, { ...data, anchor }, asking, ask);
  });
}

function isGoodSigner(
  candidate: Certificate, crl: Crl, data: RevocationData & { readonly anchor: Certificate }, asking: readonly Certificate[], ask: AskEvidence,
): boolean {
  const { paths } = buildPaths(candidate, [data.anchor], data.certificates ?? []);
  return paths.some((path) =>
    checkPath(path, crl.thisUpdate, 'crl').length === 0 &&
    path.slice(0, -1).every((certificate, index) => {
      const issuer = path[index + 1];
      if (issuer === undefined) return false;
      const evidence = ask(certificate, issuer, data, [...asking, candidate]);
      if (evidence.some(({ status, reason }) => status === 'revoked' && reason !== 'certificateHold')) return false;
      const [newest] = [...evidence].sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
      return newest === undefined ? revocationExemption(certificate) !== undefined : newest.status === 'good';
    }),
  );
}
