import type { PdfDocument } from '#pdf/read';
import { attributesOf, hashByOid, Oid, parseTimeStampToken, PkiError, type Attribute, type Certificate, type HashAlgorithm, type ParsedOnce, type TimeStampToken } from '#pki/parse';
import { digestSignedZones, type DigestRequest, type SharedDigests } from './cryptographic-verification/shared-digests.js';
import { verifySignatureValue } from './cryptographic-verification/verify-signature-value.js';
import type { ExaminedSignature, StampedContent } from './examined-signature.js';
import { checkSignatureDictionary, type CheckedDictionary } from './format-checking/check-signature-dictionary.js';
import { readCms, type ReadCms } from './format-checking/read-cms.js';
import { identifySigningCertificate } from './identification-of-the-signing-certificate/identify-signing-certificate.js';
import { attributeOid } from './signature-acceptance-validation/attribute-oids.js';
import { findSignatures } from './signature-discovery/find-signatures.js';
import type { FoundSignature } from './signature-discovery/found-signature.js';

export interface Examination {
  readonly signatures: readonly ExaminedSignature[];
  readonly digests: SharedDigests;
}

interface Read {
  readonly found: FoundSignature;
  readonly checked: CheckedDictionary;
  readonly cms: ReadCms | undefined;
}

/**
 * Format checking, identification of the signing certificates and cryptographic verification of all signatures together:
 * structure first, then one pass over the bytes for every digest, then the values.
 *
 * @param candidates certificates besides those inside each CMS
 * @param once every signature brings the same issuers along: what is found out about one is found out once
 */
export function examineSignatures(document: PdfDocument, candidates: readonly Certificate[], maxSignatures: number, once: ParsedOnce): Examination {
  const found = findSignatures(document);
  if (found.length > maxSignatures) throw new RangeError('too many signatures');
  const read = found.map((one): Read => {
    const checked = checkSignatureDictionary(document, one);
    const isKnown = checked.findings.every(({ code }) => code !== 'sub-filter-unsupported');
    const cms = checked.contents === undefined || !isKnown ? undefined : readCms({ ...checked, contents: checked.contents, dictionaryCertificates: checked.certificates }, once);
    return { found: one, checked, cms };
  });
  const wanted = read.map((one) => ({ one, own: digestRequest(one), content: contentTokensOf(one, once) }));
  const requests = wanted.flatMap(({ own, content }) => [own, ...content.map(({ request }) => request)].filter((request) => request !== undefined));
  const digests = digestSignedZones(document.bytes, requests, prefixEnds(document, read));
  const byRequest = new Map(requests.map((request, index) => [request, digests.digests[index]]));
  const digestOf = (request: DigestRequest | undefined) => (request === undefined ? undefined : byRequest.get(request));
  const signatures = wanted.map(({ one, own, content }) => {
    const contentTimeStamps = content.map(({ token, request }) => ({ token, digest: digestOf(request) }));
    return examine(document, one, digestOf(own), { candidates, once, contentTimeStamps });
  });
  return { signatures, digests };
}

function digestRequest({ checked, cms }: Read): DigestRequest | undefined {
  const algorithm = cms === undefined || cms.kind === 'unreadable' ? undefined : hashOfZone(cms);
  return checked.zone === undefined || algorithm === undefined ? undefined : { zone: checked.zone, algorithm };
}

function hashOfZone(cms: Exclude<ReadCms, { kind: 'unreadable' }>): HashAlgorithm | undefined {
  if (cms.kind === 'timestamp') return cms.token.imprintAlgorithm;
  return cms.signedDigest === undefined ? hashByOid(cms.signer.digestAlgorithm.oid) : 'sha1';
}

/** Content timestamps (EN 319 122-1 5.2.8) stamp what is signed, so their imprints come from the same pass over the bytes. */
function contentTokensOf({ checked, cms }: Read, once: ParsedOnce): { readonly token: TimeStampToken | undefined; readonly request: DigestRequest | undefined }[] {
  if (cms?.kind !== 'signature') return [];
  return tokensIn(cms.signer.signedAttributes, attributeOid.contentTimeStamp, once).map((token) => {
    const algorithm = token?.imprintAlgorithm;
    return { token, request: algorithm === undefined || checked.zone === undefined ? undefined : { zone: checked.zone, algorithm } };
  });
}

/** Ends of the revisions that nobody had signed yet: the original and the prepared file are among them. */
function prefixEnds(document: PdfDocument, read: readonly Read[]): number[] {
  const first = Math.min(...read.map(({ found }) => found.revisionIndex), document.revisions.length);
  return document.revisions.slice(0, first).flatMap(({ markerEnd, end }) => {
    const ends: number[] = [];
    for (let at = markerEnd; at <= end && at <= markerEnd + 2; at++) ends.push(at);
    return ends;
  });
}

function examine(
  document: PdfDocument, read: Read, digest: Uint8Array | undefined, context: { readonly candidates: readonly Certificate[]; readonly once: ParsedOnce; readonly contentTimeStamps: readonly StampedContent[] },
): ExaminedSignature {
  const { candidates, once, contentTimeStamps } = context;
  const { found, checked, cms } = read;
  const findings = [...checked.findings, ...(cms?.findings ?? [])];
  const base = { found, checked, zone: checked.zone, digest };
  if (cms === undefined || cms.kind === 'unreadable' || checked.zone === undefined) return { ...base, findings, cms: undefined };
  if (cms.kind === 'timestamp') return { ...base, findings, cms: { kind: 'timestamp', token: cms.token } };
  const { signedData, signer, signedDigest } = cms;
  const identified = identifySigningCertificate(signer, signedData.certificates, candidates);
  const verified = verifySignatureValue(signer, identified.certificate, digest, { bytes: document.bytes, zone: checked.zone, ...(signedDigest === undefined ? {} : { signedDigest }) });
  return {
    ...base,
    findings: [...findings, ...identified.findings, ...verified.findings],
    cms: { kind: 'signature', signedData, signer, identified, verified, timestamps: tokensIn(signer.unsignedAttributes, Oid.signatureTimeStampToken, once), contentTimeStamps },
  };
}

/** Tokens of all attributes of a type; undefined for one that cannot be read. */
function tokensIn(attributes: readonly Attribute[], oid: string, once: ParsedOnce): (TimeStampToken | undefined)[] {
  return attributesOf(attributes, oid).flatMap(({ values }) =>
    values.map((value) => {
      try {
        return parseTimeStampToken(value, once);
      } catch (error) {
        if (error instanceof PkiError) return undefined;
        throw error;
      }
    }),
  );
}

/** Nothing in the format is wrong and the cryptography holds: the signed bytes are what was signed. */
export function isIntact(signature: ExaminedSignature): boolean {
  if (signature.zone === undefined || signature.cms === undefined) return false;
  if (signature.findings.some(({ weight }) => weight === 'failure')) return false;
  return signature.cms.kind === 'timestamp' || signature.cms.verified.intact;
}
