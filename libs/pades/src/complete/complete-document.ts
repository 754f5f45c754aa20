import { parseCertificate, type Certificate } from '#pki/parse';
import { lintArchiveOf } from '../lint/lint-archive.js';
import { lintEvidenceOf } from '../lint/lint-evidence.js';
import { refuseFindings } from '../lint/refuse-findings.js';
import type { IssuerSource, RevocationSource } from '../network/revocation-source.js';
import type { TimeStampClient } from '../network/time-stamp-client.js';
import { PadesError } from '../pades-error.js';
import { provenAt, signaturesOf, type FileSignature } from './file-signatures.js';
import { ChainFinder } from './find-chain.js';
import { gatherEvidence } from './gather-evidence.js';
import { GrowingFile, type CompletionRevision } from './growing-file.js';
import { readSecurityStore, writeSecurityStore, type ValidationData } from './security-store.js';

export type ExtendLevel = 'B-T' | 'B-LT' | 'B-LTA';

export interface CompleteRequest {
  readonly head: Uint8Array;
  readonly evidence: RevocationSource;
  readonly timestamps: TimeStampClient;
  /** DER roots where chains may stop; `self-signed`: wherever they stop by themselves, for callers who judge trust elsewhere. */
  readonly anchors: readonly Uint8Array[] | 'self-signed';
  /** DER, for chains that the file holds only in part. */
  readonly intermediates?: readonly Uint8Array[];
  readonly issuers?: IssuerSource;
  readonly now: Date;
  /** `proven` unless said otherwise (PF-25). */
  readonly freshness?: 'proven' | 'current';
  /** Fields whose signatures came with the file, by issuers that we may not know: what cannot be had about them is left out. */
  readonly foreignFields?: readonly string[];
}

export interface ExtendRequest extends Omit<CompleteRequest, 'timestamps'> {
  readonly level: ExtendLevel;
  /** May be left out for B-LT over a file that has all its time-stamps. */
  readonly timestamps?: TimeStampClient;
}

/** Everything but the file itself. */
export type ExtensionRequest = Omit<ExtendRequest, 'head'>;

export interface ExtendedDocument {
  /** In this order behind the head; none when the file had all that was asked for. */
  readonly updates: readonly CompletionRevision[];
  /** Of the last document time-stamp made. */
  readonly timestampedAt?: Date;
  /** Gathered, new or not. */
  readonly certificates: number;
  readonly crls: number;
  readonly ocspResponses: number;
}

export interface CompletedDocument extends ExtendedDocument {
  readonly timestampedAt: Date;
}

/**
 * Raises all signatures of the file to B-LTA: an update with the document security store, collected now and so after the time-stamps, then an
 * update with a document time-stamp over everything (BLTA-02). A file that is B-LTA is prolonged: its last time-stamp's own validation data
 * first (BLTA-03).
 * @throws PadesError as `extendDocument`
 */
export async function completeDocument(request: CompleteRequest): Promise<CompletedDocument> {
  const extended = await extendDocument({ ...request, level: 'B-LTA' });
  if (extended.timestampedAt === undefined) throw new PadesError('timestamp-unavailable', 'no time-stamp was made');
  return { ...extended, timestampedAt: extended.timestampedAt };
}

/**
 * Raises a signed file to a level by updates behind it. A signature that nothing proves in time gets a document time-stamp (its CMS is fixed,
 * BT-04); then comes the security store, then the archive time-stamp, as far as the level asks.
 * @throws PadesError `nothing-signed`, `timestamp-*`, `chain-incomplete`, `revoked`, `revocation-unavailable`, `revocation-not-fresh`, `lint-failed`
 */
export function extendDocument(request: ExtendRequest): Promise<ExtendedDocument> {
  return extendGrowing(GrowingFile.inMemory(request.head), request);
}

/** As `extendDocument`, for a file that need not be in memory. */
export async function extendGrowing(file: GrowingFile, request: ExtensionRequest): Promise<ExtendedDocument> {
  const found = signaturesOf(file.open());
  if (found.length === 0) throw new PadesError('nothing-signed', 'there is nothing to extend');
  if (found.some((signature) => provenAt(signature, found) === undefined)) await file.timestamp(request.timestamps);
  const data = request.level === 'B-T' ? undefined : await addStore(file, request);
  if (request.level === 'B-LTA') await file.timestamp(request.timestamps);
  if (file.updates.length > 0) lint(file, request);
  return {
    updates: file.updates,
    ...(file.timestampedAt === undefined ? {} : { timestampedAt: file.timestampedAt }),
    certificates: data?.certificates.size ?? 0,
    crls: data?.crls.size ?? 0,
    ocspResponses: data?.ocspResponses.size ?? 0,
  };
}

/** @returns what was gathered, new or not */
async function addStore(file: GrowingFile, request: ExtensionRequest): Promise<ValidationData> {
  const document = file.open();
  const signatures = signaturesOf(document);
  const stored = readSecurityStore(document.current);
  const chains = new ChainFinder({
    anchors: request.anchors === 'self-signed' ? 'self-signed' : request.anchors.map((der) => parseCertificate(der)),
    certificates: [...certificatesIn(signatures), ...[...stored.certificates.values(), ...(request.intermediates ?? [])].map((der) => parseCertificate(der))],
    ...(request.issuers === undefined ? {} : { issuers: request.issuers }),
  });
  const data = await gatherEvidence({ signatures, stored, chains, source: request.evidence, now: request.now, freshness: request.freshness ?? 'proven', ...(request.foreignFields === undefined ? {} : { foreignFields: request.foreignFields }) });
  const store = writeSecurityStore(document, data);
  if (store !== undefined) await file.append('securityStore', store, document);
  return data;
}

function certificatesIn(signatures: readonly FileSignature[]): Certificate[] {
  return signatures.flatMap(({ signedData, tokens }) => [...(signedData?.certificates ?? []), ...tokens.flatMap(({ token }) => token.signedData.certificates)]);
}

function lint(file: GrowingFile, { level, foreignFields, freshness }: ExtensionRequest): void {
  const document = file.open();
  refuseFindings(lintArchiveOf(document, file.source(), level, file.startLength));
  if (level !== 'B-T') refuseFindings(lintEvidenceOf(document, { ...(foreignFields === undefined ? {} : { foreignFields }), ...(freshness === undefined ? {} : { freshness }) }, file.startLength));
}
