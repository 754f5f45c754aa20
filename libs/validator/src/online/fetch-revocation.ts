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
 * anybody. The source decides which hosts may be called, for how long and how much.
 */
export async function fetchRevocation(bytes: Uint8Array, trust: TrustMaterial, source: RevocationSource, at: Date): Promise<FetchedTrust> {
  const anchors = [...trust.signatureAnchors, ...trust.sealAnchors, ...trust.timestampAnchors, ...(trust.services ?? []).flatMap(({ certificates }) => certificates)].map((der) => parseCertificate(der));
  const own = certificatesIn(bytes);
  const questions = own.flatMap((certificate) => {
    const issuer = [...own, ...anchors].find((other) => other.sha256 !== certificate.sha256 && sameName(other.subject, certificate.issuer));
    return issuer !== undefined && canBeAskedAbout(certificate) ? [{ certificate: certificate.der, issuer: issuer.der, at }] : [];
  });
  const answers = await Promise.all(questions.slice(0, maxQuestions).map((question) => source.collect(question)));
  return {
    trust: {
      ...trust,
      crls: [...(trust.crls ?? []), ...answers.flatMap(({ crls }) => crls)],
      ocsps: [...(trust.ocsps ?? []), ...answers.flatMap(({ ocspResponses }) => ocspResponses)],
      intermediates: [...(trust.intermediates ?? []), ...answers.flatMap(({ certificates }) => certificates)],
    },
    failures: answers.flatMap(({ failures }) => failures),
  };
}

function canBeAskedAbout({ known }: Certificate): boolean {
  return !known.hasNoRevAvail && !known.isValidityAssuredShortTerm && !known.hasOcspNoCheck && known.ocspUrls.length + known.crlUrls.length > 0;
}
