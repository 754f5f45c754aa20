import { attributesOf, revocationExemption, type Certificate, type SignerInfo } from '#pki/parse';
import type { SignatureLevel } from '../report/validation-report.js';
import type { ValidationMaterial } from '../x509-certificate-validation/validation-material.js';
import { attributeOid } from './attribute-oids.js';

export interface LevelSubject {
  readonly subFilter: string | null;
  readonly isBaseline: boolean;
  readonly signer: SignerInfo;
  /** Signature timestamps whose imprint and signature are right. */
  readonly signatureTimeStamps: number;
  /** Intact document timestamps of later revisions. */
  readonly coveringTimeStamps: readonly { readonly revisionIndex: number; readonly path: readonly Certificate[] }[];
  /** Chains of the signer and of the signature timestamps, leaf first, anchor or top last. */
  readonly paths: readonly (readonly Certificate[])[];
  readonly material: ValidationMaterial;
  readonly anchors: readonly Certificate[];
}

/** Which level the signature has as built (EN 319 142-1 6), whoever is trusted. */
export function levelOf(subject: LevelSubject): SignatureLevel {
  const hasTime = subject.signatureTimeStamps > 0 || subject.coveringTimeStamps.length > 0;
  if (subject.subFilter === 'adbe.pkcs7.detached') return hasTime ? 'PKCS7_T' : 'PKCS7_B';
  if (subject.subFilter !== 'ETSI.CAdES.detached') return 'PDF_NOT_ETSI';
  if (!subject.isBaseline) return 'PAdES_BES';
  if (!hasTime) return 'PAdES_BASELINE_B';
  if (!isLongTerm(subject)) return 'PAdES_BASELINE_T';
  return isArchival(subject) ? 'PAdES_BASELINE_LTA' : 'PAdES_BASELINE_LT';
}

const referenceAttributes = [
  attributeOid.certificateValues, attributeOid.revocationValues, attributeOid.completeCertificateReferences,
  attributeOid.completeRevocationReferences, attributeOid.certCrlTimeStamp, attributeOid.escTimeStamp,
];

/** BLT-01, BLT-02, BLT-05. */
function isLongTerm(subject: LevelSubject): boolean {
  if (referenceAttributes.some((oid) => attributesOf(subject.signer.unsignedAttributes, oid).length > 0)) return false;
  if (!subject.material.hasSecurityStore) return false;
  return subject.paths.every((path) => revisionsOfEvidence(path, subject) !== undefined);
}

/** BLTA-02: some document timestamp covers revocation data for every certificate that needs it. */
function isArchival(subject: LevelSubject): boolean {
  return subject.coveringTimeStamps.some((stamp) =>
    subject.paths.every((path) => revisionsOfEvidence(path, subject)?.every((revision) => revision <= stamp.revisionIndex) === true),
  );
}

/** For each certificate that needs revocation data the earliest revision with some; undefined when one has none. */
function revisionsOfEvidence(path: readonly Certificate[], { material, anchors }: LevelSubject): number[] | undefined {
  const revisions: number[] = [];
  const top = path.at(-1);
  for (const [index, certificate] of path.entries()) {
    if (needsNone(certificate, anchors)) continue;
    const issuer = path[index + 1];
    if (issuer === undefined || top === undefined) return undefined;
    const held = material.evidenceAbout(certificate, issuer, top).map(({ der }) => material.revisionHolding(der)).filter((revision) => revision !== undefined);
    if (held.length === 0) return undefined;
    revisions.push(Math.min(...held));
  }
  return revisions;
}

function needsNone(certificate: Certificate, anchors: readonly Certificate[]): boolean {
  return (
    certificate.isSelfIssued || certificate.known.hasOcspNoCheck || revocationExemption(certificate) !== undefined ||
    anchors.some(({ sha256 }) => sha256 === certificate.sha256)
  );
}
