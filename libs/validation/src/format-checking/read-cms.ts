import { Oid, parseSignedData, parseTimeStampToken, PkiError, splitPadding, type SignedData, type SignerInfo, type TimeStampToken } from '#pki/parse';
import type { Finding } from '../report/reason.js';
import { formatFailure } from './format-failure.js';

export type ReadCms =
  | { readonly kind: 'signature'; readonly signedData: SignedData; readonly signer: SignerInfo; readonly findings: readonly Finding[] }
  | { readonly kind: 'timestamp'; readonly token: TimeStampToken; readonly findings: readonly Finding[] }
  | { readonly kind: 'unreadable'; readonly findings: readonly Finding[] };

/** BB-01, BB-10, BB-11, BB-12: what /Contents holds, and whether it is built as a detached signature must be. */
export function readCms(contents: Uint8Array, isTimeStamp: boolean): ReadCms {
  try {
    const { message } = splitPadding(contents);
    return isTimeStamp ? { kind: 'timestamp', token: parseTimeStampToken(message), findings: [] } : readSignature(message);
  } catch (error) {
    if (error instanceof PkiError) return { kind: 'unreadable', findings: [formatFailure('cms-malformed', 'BB-01', { why: error.code })] };
    throw error;
  }
}

function readSignature(message: Uint8Array): ReadCms {
  const signedData = parseSignedData(message);
  const [signer, second] = signedData.signerInfos;
  if (signer === undefined || second !== undefined) return { kind: 'unreadable', findings: [formatFailure('cms-several-signers', 'BB-10')] };
  const findings: Finding[] = [];
  if (signedData.eContent !== undefined) findings.push(formatFailure('cms-has-content', 'BB-11'));
  else if (signedData.eContentType !== Oid.data) findings.push(formatFailure('cms-not-detached-data', 'BB-11'));
  return { kind: 'signature', signedData, signer, findings };
}
