export {
  completeDocument, extendDocument, type CompletedDocument, type CompleteRequest, type ExtendedDocument, type ExtendLevel, type ExtendRequest,
} from './complete/complete-document.js';
export { extendFile, signAndExtendFile, type ExtendedFile, type ExtendFileRequest, type SignedAndExtendedFile } from './complete/extend-file.js';
export type { CompletionRevision } from './complete/growing-file.js';
export { inspectForSigning, type IntakeInspection } from './inspect/inspect-for-signing.js';
export type { IntakeNotice, RefusalCode, WarningCode } from './inspect/notices.js';
export { unshowableIn } from './fonts/unshowable.js';
export { lintArchive } from './lint/lint-archive.js';
export { lintEvidence, type EvidenceLintOptions } from './lint/lint-evidence.js';
export { lintFields } from './lint/lint-fields.js';
export { lintForm, lintStructure } from './lint/lint-structure.js';
export { requirements, type Requirement } from './lint/requirements.js';
export { lintSignature, type LintFinding, type LintLevel } from './lint/lint-signature.js';
export { fetchList, type ListAddresses } from './network/fetch-list.js';
export { createIssuerSource, createRevocationSource, type IssuerAnswer, type IssuerSource, type RevocationAnswer, type RevocationQuestion, type RevocationSource } from './network/revocation-source.js';
export { createTimeStampClient, type TimeStampClient, type TimeStampClientOptions, type TimeStampResult } from './network/time-stamp-client.js';
export { lintPermissions } from './lint/lint-permissions.js';
export { PadesError, type PadesErrorCode } from './pades-error.js';
export { PadesSigner, signPlain } from './plain/plain-adapter.js';
export type { PlainRequest } from './plain/plain-request.js';
export { makePdfA, type PdfAConformance, type PdfAFacts } from './pdf-a/make-pdf-a.js';
export { prepareMinutes } from './prepare/prepare-minutes.js';
export type { PreparedField, PreparedMinutes, PrepareRequest } from './prepare/prepare-request.js';
export { readCaseManifest } from './prepare/read-case-manifest.js';
export { appendSignature, type AppendedSignature, type AppendRequest, type SigningIdentity } from './sign/append-signature.js';
export { signFile, type SignFileRequest } from './sign/sign-file.js';
export { sealPrepared, type SealRequest } from './seal/seal-prepared.js';
export { repairByRewriting, type Repair, type RepairRefusal } from './repair/repair-by-rewriting.js';
