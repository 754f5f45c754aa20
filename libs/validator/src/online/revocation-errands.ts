import { parseCertificate, sameName, type Certificate } from '#pki/parse';
import type { TrustMaterial } from '#validation';
import { certificatesIn } from './certificates-in.js';

/** Certificates asked about for one file: a hostile one must not send us on errands. */
const maxQuestions = 30;

/** Whom to ask about what for one file. Plain data: it comes out of a worker thread. */
export interface RevocationErrands {
  /** DER. */
  readonly questions: readonly { readonly certificate: Uint8Array; readonly issuer: Uint8Array }[];
  /** Every certificate of the file that can be revoked is among them. */
  readonly isWhole: boolean;
}

/** What could be asked about the certificates of a file. It reads the whole file: in a worker only. */
export function revocationErrands(bytes: Uint8Array, trust: TrustMaterial): RevocationErrands {
  const anchors = [...trust.signatureAnchors, ...trust.sealAnchors, ...trust.timestampAnchors, ...(trust.services ?? []).flatMap(({ certificates }) => certificates)].map((der) => parseCertificate(der));
  const anchorSha256s = new Set(anchors.map(({ sha256 }) => sha256));
  const { certificates: own, isWhole } = certificatesIn(bytes);
  const revocable = own.filter((certificate) => !anchorSha256s.has(certificate.sha256) && canBeRevoked(certificate));
  const questions = revocable.flatMap((certificate) => {
    const issuer = [...own, ...anchors].find((other) => other.sha256 !== certificate.sha256 && sameName(other.subject, certificate.issuer));
    return issuer !== undefined && pointsSomewhere(certificate) ? [{ certificate: certificate.der, issuer: issuer.der }] : [];
  }).slice(0, maxQuestions);
  return { questions, isWhole: isWhole && questions.length === revocable.length };
}

/** A root answers for itself; others may be exempt (RFC 9608, EN 319 412-1 5.2, RFC 6960 4.2.2.2.1). */
function canBeRevoked({ known, isSelfIssued }: Certificate): boolean {
  return !isSelfIssued && !known.hasNoRevAvail && !known.isValidityAssuredShortTerm && !known.hasOcspNoCheck;
}

function pointsSomewhere({ known }: Certificate): boolean {
  return known.ocspUrls.length + known.crlUrls.length > 0;
}
