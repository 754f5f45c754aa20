import { Oid, parseSignedData, parseTimeStampToken, PkiError, splitPadding, type ParsedOnce, type SignedData, type SignerInfo, type TimeStampToken } from '#pki/parse';
import type { Finding } from '../report/reason.js';
import { formatFailure } from './format-failure.js';
import { readPlainSignature } from './read-plain-signature.js';

export type ReadCms =
  | ReadSignature
  | { readonly kind: 'timestamp'; readonly token: TimeStampToken; readonly findings: readonly Finding[] }
  | { readonly kind: 'unreadable'; readonly findings: readonly Finding[] };

export interface ReadSignature {
  readonly kind: 'signature';
  readonly signedData: SignedData;
  readonly signer: SignerInfo;
  /** `adbe.pkcs7.sha1` signs this SHA-1 digest of the byte range instead of the byte range. */
  readonly signedDigest?: Uint8Array;
  readonly findings: readonly Finding[];
}

export interface ContentsToRead {
  readonly contents: Uint8Array;
  readonly isTimeStamp: boolean;
  readonly subFilter: string | null;
  /** Certificates of the dictionary's /Cert, DER; only `adbe.x509.rsa_sha1` uses them. */
  readonly dictionaryCertificates: readonly Uint8Array[];
}

/** BB-01, BB-10, BB-11, BB-12: what /Contents holds, and whether it is built as its SubFilter says (ISO 32000-1 12.8.3.2 and 12.8.3.3 for the old ones). */
export function readCms({ contents, isTimeStamp, subFilter, dictionaryCertificates }: ContentsToRead, once: ParsedOnce): ReadCms {
  try {
    const { message } = splitPadding(contents);
    if (isTimeStamp) return { kind: 'timestamp', token: parseTimeStampToken(message, once), findings: [] };
    if (subFilter === 'adbe.x509.rsa_sha1') return { kind: 'signature', ...readPlainSignature(message, dictionaryCertificates, once), findings: [] };
    return readSignature(message, subFilter === 'adbe.pkcs7.sha1', once);
  } catch (error) {
    if (error instanceof PkiError) return { kind: 'unreadable', findings: [formatFailure('cms-malformed', 'BB-01', { why: error.code })] };
    throw error;
  }
}

const SHA1_BYTES = 20;

function readSignature(message: Uint8Array, isDigestInside: boolean, once: ParsedOnce): ReadCms {
  const signedData = parseSignedData(message, once);
  const [signer, second] = signedData.signerInfos;
  if (signer === undefined || second !== undefined) return { kind: 'unreadable', findings: [formatFailure('cms-several-signers', 'BB-10')] };
  const { eContent, eContentType } = signedData;
  if (isDigestInside) {
    const isDigest = eContentType === Oid.data && eContent?.length === SHA1_BYTES;
    return isDigest
      ? { kind: 'signature', signedData, signer, signedDigest: eContent, findings: [] }
      : { kind: 'unreadable', findings: [formatFailure('cms-malformed', 'ISO 32000-1 12.8.3.3.1')] };
  }
  const findings: Finding[] = [];
  if (eContent !== undefined) findings.push(formatFailure('cms-has-content', 'BB-11'));
  else if (eContentType !== Oid.data) findings.push(formatFailure('cms-not-detached-data', 'BB-11'));
  return { kind: 'signature', signedData, signer, findings };
}
