import type { RevocationSource } from '#pades';
import { parseCertificate, sameName, type Certificate } from '#pki/parse';
import type { TrustMaterial, ValidationReport } from '#validation';
import { certificatesIn } from './certificates-in.js';

/** Certificates asked about for one file: a hostile one must not send us on errands. */
const maxQuestions = 30;

/** Whether fresh revocation data could change anything in the report. */
export function lacksRevocation({ signatures }: ValidationReport): boolean {
  return signatures.some(({ findings, timestamps }) => [...findings.map(({ code }) => code), ...timestamps.flatMap(({ reasons }) => reasons)].some((code) => code === 'revocation-unknown' || code === 'revocation-stale'));
}

export interface FetchedTrust {
  readonly trust: TrustMaterial;
  /** Why nothing was had from where. */
  readonly failures: readonly string[];
}

/**
 * The trust material with what the source has on the file's certificates, to validate once more with: `validate` itself never asks
 * anybody. The source decides which hosts may be called, for how long and how much. `trust.onlineRevocation` says `all` only when
 * every certificate that could have been revoked was asked about and answered for.
 */
export async function fetchRevocation(bytes: Uint8Array, trust: TrustMaterial, source: RevocationSource, at: Date): Promise<FetchedTrust> {
  const anchors = [...trust.signatureAnchors, ...trust.sealAnchors, ...trust.timestampAnchors, ...(trust.services ?? []).flatMap(({ certificates }) => certificates)].map((der) => parseCertificate(der));
  const anchorSha256s = new Set(anchors.map(({ sha256 }) => sha256));
  const { certificates: own, isWhole } = certificatesIn(bytes);
  const revocable = own.filter((certificate) => !anchorSha256s.has(certificate.sha256) && canBeRevoked(certificate));
  const questions = revocable.flatMap((certificate) => {
    const issuer = [...own, ...anchors].find((other) => other.sha256 !== certificate.sha256 && sameName(other.subject, certificate.issuer));
    return issuer !== undefined && pointsSomewhere(certificate) ? [{ certificate: certificate.der, issuer: issuer.der, at }] : [];
  });
  const answers = await Promise.all(questions.slice(0, maxQuestions).map((question) => source.collect(question)));
  const answered = answers.filter(({ crls, ocspResponses }) => crls.length + ocspResponses.length > 0);
  const onlineRevocation = isWhole && answered.length === revocable.length ? 'all' : 'some';
  return {
    trust: {
      ...trust,
      crls: [...(trust.crls ?? []), ...answers.flatMap(({ crls }) => crls)],
      ocsps: [...(trust.ocsps ?? []), ...answers.flatMap(({ ocspResponses }) => ocspResponses)],
      intermediates: [...(trust.intermediates ?? []), ...answers.flatMap(({ certificates }) => certificates)],
      // Where nobody answered, nothing was checked, not even partly.
      ...(answered.length === 0 ? {} : { onlineRevocation }),
    },
    failures: answers.flatMap(({ failures }) => failures),
  };
}

/** A root answers for itself; others may be exempt (RFC 9608, EN 319 412-1 5.2, RFC 6960 4.2.2.2.1). */
function canBeRevoked({ known, isSelfIssued }: Certificate): boolean {
  return !isSelfIssued && !known.hasNoRevAvail && !known.isValidityAssuredShortTerm && !known.hasOcspNoCheck;
}

function pointsSomewhere({ known }: Certificate): boolean {
  return known.ocspUrls.length + known.crlUrls.length > 0;
}
