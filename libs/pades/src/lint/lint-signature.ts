import { createHash } from 'node:crypto';
import { openPdf, parsePdfDate, PdfError, signatureFields, type PdfDictionary, type PdfValue } from '#pdf/read';
import type { FinishedUpdate } from '#pdf/write';
import type { HashedHead } from '../sign/embed.js';
import type { ReadBack } from './read-back.js';
import { attributesOf, Oid, parseSignedData, parseTimeStampToken, signingCertificateIn, singleValue, splitPadding, verifySignerInfo, verifyTimeStampToken, type Certificate, type HashAlgorithm, type SignedData, type SignerInfo } from '#pki/parse';

/** A requirement of spec/pades.md that a signature does not meet. */
export interface LintFinding {
  readonly id: string;
  readonly fieldName: string;
  readonly message: string;
}

export type LintLevel = 'B-B' | 'B-T';

interface Subject {
  readonly dictionary: PdfDictionary;
  readonly fieldName: string;
  /** Over the ByteRange, by the signer's own hash. */
  readonly digestBy: (hash: HashAlgorithm) => Uint8Array;
  readonly level: LintLevel;
  /** An object of its own, not in an object stream. */
  readonly isPlain: boolean;
  /** One that may be the signer's and has been read. */
  readonly certificate?: Certificate;
}

type Report = (id: string, ok: boolean, message: string) => void;

/** What need not be read again. */
export interface AlreadyRead {
  readonly objects: ReadBack;
  /** The signing certificate. The lint takes it only where the signature holds its very bytes. */
  readonly certificate: Certificate;
}

/** Lints the signature of an update that is about to leave, without joining it to the head. */
export function lintUpdate(head: HashedHead, finished: FinishedUpdate, level: LintLevel, read: AlreadyRead): LintFinding[] {
  const placeholder = finished.signature;
  const object = placeholder === undefined ? undefined : read.objects.get(placeholder.objectNumber);
  if (placeholder === undefined || object === undefined) return [{ id: 'BB-01', fieldName: '', message: 'there is no signature' }];
  const { update, startOffset } = finished;
  if (object instanceof PdfError) return [{ id: 'BB-01', fieldName: '', message: `the signature cannot be read: ${object.message}` }];
  if (object.value.kind !== 'dictionary') return [{ id: 'BB-08', fieldName: '', message: 'the signature is not a dictionary' }];
  const contents = object.value.get('Contents');
  const [start, end] = [placeholder.contentsStart - startOffset, placeholder.contentsEnd - startOffset];
  const digestBy = (hash: HashAlgorithm): Uint8Array => head.stateOf(hash).update(update.subarray(0, start)).update(update.subarray(end)).digest();
  const findings = lint({ dictionary: object.value, fieldName: '', digestBy, level, isPlain: true, certificate: read.certificate });
  const [zero, before, after, rest] = numbers(object.value.get('ByteRange'));
  const endOfFile = startOffset + update.byteLength;
  const tokenFits = contents?.kind === 'string' && contents.span.start === start && contents.span.end === end;
  if (!tokenFits || zero !== 0 || before !== placeholder.contentsStart || after !== placeholder.contentsEnd || (after ?? 0) + (rest ?? 0) !== endOfFile) {
    findings.push({ id: 'BB-05', fieldName: '', message: 'the ByteRange does not cover all but the /Contents token' });
  }
  return findings;
}

/** Lints every approval signature of a whole file, or the one named. @throws PdfError for a file that cannot be read */
export function lintSignature(bytes: Uint8Array, options: { readonly fieldName?: string; readonly level?: LintLevel } = {}): LintFinding[] {
  const document = openPdf(bytes);
  const view = document.current;
  const fields = signatureFields(view).filter(({ name, value }) => value !== undefined && (options.fieldName === undefined || name === options.fieldName));
  return fields.flatMap(({ name: fieldName, value: dictionary, valueReference }) => {
    if (dictionary === undefined || nameOf(dictionary.get('SubFilter')) === 'ETSI.RFC3161') return [];
    const [zero, before = 0, after = 0, rest = 0] = numbers(dictionary.get('ByteRange'));
    const digestBy = (hash: HashAlgorithm): Uint8Array => createHash(hash).update(bytes.subarray(0, before)).update(bytes.subarray(after, after + rest)).digest();
    const contents = dictionary.get('Contents');
    const isWhole = zero === 0 && contents?.kind === 'string' && contents.span.start === before && contents.span.end === after && document.revisions.some(({ markerEnd, end }) => after + rest >= markerEnd && after + rest <= end);
    const range = isWhole ? [] : [{ id: 'BB-05', fieldName, message: 'the ByteRange must cover a whole revision but for the /Contents token' }];
    const holder = valueReference === undefined ? undefined : view.object(valueReference.objectNumber);
    return [...range, ...lint({ dictionary, fieldName, digestBy, level: options.level ?? 'B-T', isPlain: holder !== undefined && holder.container === undefined })];
  });
}

function lint(subject: Subject): LintFinding[] {
  const findings: LintFinding[] = [];
  const report: Report = (id, ok, message) => {
    if (!ok) findings.push({ id, fieldName: subject.fieldName, message });
  };
  lintDictionary(subject.dictionary, report);
  report('BB-08', subject.isPlain, 'the signature must be an object of its own, outside of object streams');
  const contents = subject.dictionary.get('Contents');
  if (contents?.kind !== 'string') return findings;
  try {
    const message = parseSignedData(splitPadding(contents.bytes).message);
    report('BB-01', message.encoding === 'der', 'the CMS must be DER');
    lintCms(message, subject, report);
  } catch (error) {
    report('BB-01', false, `the CMS cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  return findings;
}

function lintDictionary(dictionary: PdfDictionary, report: Report): void {
  const contents = dictionary.get('Contents');
  const time = dictionary.get('M');
  const type = dictionary.get('Type');
  report('BB-01', contents?.kind === 'string' && contents.form === 'hex', '/Contents must be one direct hex string');
  report('BB-02', dictionary.get('Filter')?.kind === 'name', '/Filter must be there');
  report('BB-03', nameOf(dictionary.get('SubFilter')) === 'ETSI.CAdES.detached', '/SubFilter must be ETSI.CAdES.detached');
  report('BB-04', time?.kind === 'string' && parsePdfDate(Buffer.from(time.bytes).toString('latin1'))?.hasTimeZone === true, '/M must be a date with a time zone');
  report('BB-05', numbers(dictionary.get('ByteRange')).length === 4, '/ByteRange must have four numbers');
  report('BB-06', dictionary.get('Cert') === undefined, '/Cert must be absent');
  report('BB-09', type === undefined || nameOf(type) === 'Sig', '/Type must be absent or /Sig');
  report('BB-02', dictionary.duplicateKeys.length === 0, 'no key may occur twice');
}

function lintCms(message: SignedData, subject: Subject, report: Report): void {
  const signer = message.signerInfos[0];
  report('BB-10', message.signerInfos.length === 1, 'there must be exactly one SignerInfo');
  report('BB-11', message.eContent === undefined && message.eContentType === Oid.data, 'the CMS must be detached, of type id-data');
  if (signer === undefined) return;
  lintAttributes(signer, subject.dictionary, report);
  const certificate = signingCertificateIn(message, signer, subject.certificate);
  report('BB-12', certificate !== undefined, 'the signing certificate must be inside');
  if (certificate === undefined) return;
  const check = verifySignerInfo(signer, certificate, { digest: signer.hash === undefined ? new Uint8Array() : subject.digestBy(signer.hash) });
  report('BB-14', check.digestMatches, 'message-digest must be that of the ByteRange');
  report('BB-13', check.contentTypeMatches, 'content-type must be id-data');
  report('BB-19', check.signatureValid && message.digestAlgorithms.some(({ oid }) => oid === signer.digestAlgorithm.oid), 'the signature must verify, by a digest that the message announces');
  const isProtected = attributesOf(signer.signedAttributes, Oid.cmsAlgorithmProtection).length > 0;
  report(isProtected ? 'BB-20' : 'BB-19', check.algorithmsConsistent, 'the algorithms must be consistent');
  if (subject.level === 'B-T') lintTimeStamp(signer, certificate, report);
}

function lintAttributes(signer: SignerInfo, dictionary: PdfDictionary, report: Report): void {
  const count = (...oids: readonly string[]): number => oids.reduce((sum, oid) => sum + attributesOf(signer.signedAttributes, oid).length, 0);
  report('BB-13', count(Oid.contentType) === 1, 'content-type exactly once');
  report('BB-14', count(Oid.messageDigest) === 1, 'message-digest exactly once');
  report('BB-15', count(Oid.signingCertificateV2) + count(Oid.signingCertificate) === 1, 'exactly one ESS signing-certificate attribute');
  report('BB-16', count(Oid.signingTime) === 0, 'signing-time must be absent');
  report('BB-17', count(signerAttributes, signerAttributesV2) <= 1 && count(policyIdentifier) <= 1, 'at most one signer-attributes and one signature-policy-identifier');
  report('BB-17', count(policyIdentifier) === 1 || attributesOf(signer.unsignedAttributes, policyStore).length === 0, 'no policy store without a policy');
  for (const [oid, attribute] of forbiddenAttributes) report('BB-18', count(oid) === 0, `${attribute} must be absent`);
  const hasReason = dictionary.get('Reason') !== undefined;
  report('BB-07', !hasReason || count(commitmentType, policyIdentifier) === 0, '/Reason must be absent beside a commitment type or policy');
  report('EPES-01', !hasReason || count(policyIdentifier) === 0, '/Reason must be absent beside a policy');
  for (const oid of legacyValues) report('BLT-05', attributesOf(signer.unsignedAttributes, oid).length === 0, 'CAdES values and references must be absent');
}

function lintTimeStamp(signer: SignerInfo, certificate: Certificate, report: Report): void {
  const stamp = singleValue(signer.unsignedAttributes, Oid.signatureTimeStampToken);
  report('BT-01', stamp !== undefined, 'there must be a signature time-stamp');
  if (stamp === undefined) return;
  const token = parseTimeStampToken(stamp);
  report('BT-02', token.genTime < certificate.notAfter, 'the time-stamp must lie before the certificate ends');
  report('BT-02b', token.genTime >= certificate.notBefore, 'the time-stamp must not lie before the certificate begins');
  const check = verifyTimeStampToken(token, (hash) => createHash(hash).update(signer.signature).digest(), []);
  report('BT-03', check.imprintMatches, 'the imprint must be that of the signature value');
  report('BT-05', check.valid || (!check.imprintMatches && check.cms?.intact === true && check.extendedKeyUsageRight), 'the token must verify, by a certificate for time-stamping alone');
}

const signerAttributes = '1.2.840.113549.1.9.16.2.18';
const signerAttributesV2 = '0.4.0.19122.1.1';
const policyIdentifier = '1.2.840.113549.1.9.16.2.15';
const policyStore = '0.4.0.19122.1.3';
const commitmentType = '1.2.840.113549.1.9.16.2.16';

/** Signed attributes that have no place in a PDF signature. */
const forbiddenAttributes: readonly (readonly [string, string])[] = [
  ['1.2.840.113549.1.9.16.2.4', 'content-hints'],
  ['1.2.840.113549.1.9.16.2.7', 'content-identifier'],
  ['1.2.840.113549.1.9.16.2.17', 'signer-location'],
  ['0.4.0.1733.2.1', 'mime-type'],
];

/** certificate-values, revocation-values, complete certificate and revocation references, time-stamped references (RFC 5126). */
const legacyValues: readonly string[] = ['23', '24', '21', '22', '26'].map((last) => `1.2.840.113549.1.9.16.2.${last}`);

function nameOf(value: PdfValue | undefined): string | undefined {
  return value?.kind === 'name' ? value.value : undefined;
}

function numbers(value: PdfValue | undefined): number[] {
  return value?.kind === 'array' ? value.items.flatMap((item) => (item.kind === 'number' && item.isInteger ? [item.value] : [])) : [];
}
