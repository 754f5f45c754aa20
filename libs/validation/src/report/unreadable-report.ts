import { createHash } from 'node:crypto';
import { PdfError, type PdfErrorCode } from '#pdf/read';
import type { SignatureValidationPolicy } from '../policy/signature-validation-policy.js';
import { orderReasons } from './order-reasons.js';
import type { Finding, ReasonCode } from './reason.js';
import type { DocumentStatus, ValidationReport } from './validation-report.js';

export interface UnreadableRequest {
  readonly bytes: Uint8Array;
  readonly policy: SignatureValidationPolicy;
  readonly validationTime: Date;
}

const reasons: Readonly<Partial<Record<PdfErrorCode, ReasonCode>>> = {
  'not-a-pdf': 'not-a-pdf',
  truncated: 'truncated',
  'too-large': 'limit-exceeded',
  'limit-exceeded': 'limit-exceeded',
  'nesting-too-deep': 'limit-exceeded',
  'inflation-limit': 'limit-exceeded',
  encrypted: 'encrypted',
  'xref-loop': 'structure-loop',
  'circular-reference': 'structure-loop',
  'circular-page-tree': 'structure-loop',
  'circular-field-tree': 'structure-loop',
};

/**
 * The report when the file could not be read to the end. A file that plainly holds a signature and is broken is not
 * merely unreadable: nobody signed it like this (R2, A-10). What goes wrong inside us is indeterminate (R13).
 */
export function reportUnreadable({ bytes, policy, validationTime }: UnreadableRequest, error: unknown): ValidationReport {
  const isSigned = holdsSignature(bytes);
  const cause: ReasonCode = error instanceof PdfError ? (reasons[error.code] ?? 'broken-structure') : 'could-not-be-analysed';
  const status: DocumentStatus = statusOf(cause, isSigned);
  const findings: Finding[] = [
    ...(status === 'not-valid' ? [{ code: 'broken-structure-in-signed-file', weight: 'failure', subIndication: 'FORMAT_FAILURE', clause: 'R2' } as const] : []),
    { code: cause, weight: 'indeterminate', ...(error instanceof PdfError ? { detail: { why: error.code } } : {}) },
  ];
  return nothingJudged({ bytes, policy, validationTime }, status, findings);
}

/** The report when the validation was ended from outside, past its time or memory: never "no changes" (R12, R13). */
export function reportUnfinished(request: UnreadableRequest): ValidationReport {
  return nothingJudged(request, 'indeterminate', [{ code: 'limit-exceeded', weight: 'indeterminate', clause: 'R12' }]);
}

/** The report on a file of which there are no bytes to look at. */
export function reportNotRead(code: 'file-not-found' | 'file-not-read' | 'limit-exceeded', request: Omit<UnreadableRequest, 'bytes'>): ValidationReport {
  return nothingJudged(request, 'unreadable', [{ code, weight: 'indeterminate' }]);
}

function nothingJudged(request: Omit<UnreadableRequest, 'bytes'> & { readonly bytes?: Uint8Array }, status: DocumentStatus, findings: readonly Finding[]): ValidationReport {
  const { bytes, policy, validationTime } = request;
  return {
    version: 1,
    validationTime: validationTime.toISOString(),
    policy: { name: policy.name, version: policy.version },
    document: {
      status, complete: 'unknown', reasons: orderReasons(findings), findings,
      sha256: bytes === undefined ? null : createHash('sha256').update(bytes).digest('hex'), length: bytes?.length ?? null,
      pageCount: null, revisions: [], changes: [], manifest: null,
    },
    signatures: [],
    trustedLists: [],
    notChecked: ['truth-of-content', 'later-corrections'],
  };
}

function statusOf(cause: ReasonCode, isSigned: boolean): DocumentStatus {
  if (cause === 'could-not-be-analysed') return 'indeterminate';
  if (cause === 'encrypted' || cause === 'not-a-pdf' || !isSigned) return 'unreadable';
  return cause === 'limit-exceeded' ? 'indeterminate' : 'not-valid';
}

function holdsSignature(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes('/ByteRa', 0, 'latin1') || buffer.includes('/adbe.pkcs7', 0, 'latin1') || buffer.includes('/ETSI.CAdES', 0, 'latin1') || buffer.includes('/ETSI.RFC3161', 0, 'latin1');
}
