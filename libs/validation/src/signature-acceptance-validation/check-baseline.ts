import { asName, type PdfDictionary } from '#pdf/read';
import { Oid, type SignedData, type SignerInfo } from '#pki/parse';
import type { IdentifiedCertificate } from '../identification-of-the-signing-certificate/identify-signing-certificate.js';
import type { CmsCheck } from '#pki/parse';
import { claimedDate } from './claimed-date.js';
import { attributeOid } from './attribute-oids.js';

export interface BaselineSubject {
  readonly dictionary: PdfDictionary;
  readonly signedData: SignedData;
  readonly signer: SignerInfo;
  readonly identified: IdentifiedCertificate;
  readonly check: CmsCheck | undefined;
}

/**
 * What keeps a signature from being PAdES-B-B, by requirement id (spec: EN 319 142-1 as the EU's DSS checks it). Only the
 * level depends on it; what endangers the verdict is found elsewhere.
 */
export function missingForBaseline(subject: BaselineSubject): string[] {
  const counted = { ...subject, counts: countsOf(subject.signer) };
  return rules.filter(([, holds]) => !holds(counted)).map(([id]) => id);
}

interface Counted extends BaselineSubject {
  /** Signed attributes by type. */
  readonly counts: ReadonlyMap<string, number>;
}

function countsOf({ signedAttributes }: SignerInfo): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { oid } of signedAttributes) counts.set(oid, (counts.get(oid) ?? 0) + 1);
  return counts;
}

const count = ({ counts }: Counted, oid: string): number => counts.get(oid) ?? 0;

const rules: readonly (readonly [id: string, holds: (subject: Counted) => boolean])[] = [
  ['BB-01', ({ signedData }) => signedData.encoding === 'der'],
  ['BB-02', ({ dictionary }) => asName(dictionary.get('Filter')) !== undefined],
  ['BB-03', ({ dictionary }) => asName(dictionary.get('SubFilter')) === 'ETSI.CAdES.detached'],
  ['BB-04', ({ dictionary }) => hasZonedTime(dictionary)],
  ['BB-06', ({ dictionary }) => !dictionary.entries.has('Cert')],
  ['BB-07', (subject) => !subject.dictionary.entries.has('Reason') || (count(subject, attributeOid.commitmentTypeIndication) === 0 && count(subject, attributeOid.signaturePolicyIdentifier) === 0)],
  ['BB-12', ({ identified, signedData }) => identified.certificate !== undefined && signedData.certificates.some(({ sha256 }) => sha256 === identified.certificate?.sha256)],
  ['BB-13', (subject) => count(subject, Oid.contentType) === 1 && subject.check?.contentTypeMatches === true],
  ['BB-14', (subject) => count(subject, Oid.messageDigest) === 1],
  ['BB-15', (subject) => count(subject, Oid.signingCertificate) + count(subject, Oid.signingCertificateV2) === 1 && subject.identified.findings.length === 0],
  ['BB-16', (subject) => count(subject, Oid.signingTime) === 0],
  ['BB-17', (subject) => count(subject, attributeOid.signerAttributes) + count(subject, attributeOid.signerAttributesV2) <= 1 && count(subject, attributeOid.signaturePolicyIdentifier) <= 1],
  ['BB-18', (subject) => [attributeOid.contentHints, attributeOid.contentIdentifier, attributeOid.mimeType, attributeOid.signerLocation].every((oid) => count(subject, oid) === 0)],
  ['BB-19', ({ signedData, signer, check }) => signedData.digestAlgorithms.some(({ oid }) => oid === signer.digestAlgorithm.oid) && check?.algorithmsConsistent === true],
];

function hasZonedTime(dictionary: PdfDictionary): boolean {
  return claimedDate(dictionary)?.hasTimeZone === true;
}
