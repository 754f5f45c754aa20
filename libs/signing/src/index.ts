export { rehearseSigning, type Rehearsal } from './rehearsal/rehearse-signing.js';
export { createSignatureEngine, type SignatureEngineParts } from './engine/create-signature-engine.js';
export type { SealKeys } from './engine/seal-preparation.js';
export type * from './engine/signature-engine.js';
export type * from './dependencies.js';
export { FileRefused, SigningError } from './signing-error.js';
export { type SigningErrorCode } from './sentences.js';
export { mailEffectKey, type MailKind, type MailPayload } from './case/work.js';

export { planReminders, type Planned } from './sweep/plan-reminders.js';
export { parseBodyProfile, profileOfNewBody, setBodyProfile } from './time/body-profile.js';
export { parseNewDates } from './time/new-dates.js';
export { noticeDocument, type NoticeDocument } from './notice/notice-document.js';
export { postNotice } from './notice/post-notice.js';
export { viewNotice, type NoticeView } from './notice/view-notice.js';
export { extendRequest } from './desk/extend-request.js';

export { createSignRequest } from './intake/create-sign-request.js';
export { ExaminationPool } from './intake/examination-pool.js';
export { examineUpload, type ExaminationOptions, type ExaminedUpload, type ExamineUpload } from './intake/examine-upload.js';
export type { InspectedUpload } from './intake/inspect-upload.js';
export { parseNewSignRequest, type NewSignRequest } from './intake/new-sign-request.js';
export { prepareSignRequest } from './prepare/prepare-sign-request.js';

export { findSession, type OpenedSession, type SessionPurpose } from './links/sessions.js';
export { openLink } from './links/open-link.js';
export { openDownload, viewDownload, type DownloadView } from './links/open-download.js';
export { renewLink } from './links/renew-link.js';
export { resendLink } from './links/resend-link.js';

export { viewCeremony, type CeremonyState, type CeremonyView } from './ceremony/view-ceremony.js';
export { viewChangedCeremony, type Patience } from './ceremony/view-changed-ceremony.js';
export { startAuthentication, type AuthenticationStart } from './ceremony/start-authentication.js';
export { checkCode } from './ceremony/check-code.js';
export { openIdConnectCallback } from './ceremony/open-id-connect-callback.js';
export { activationMilliseconds, type Activation } from './ceremony/issue-activation-token.js';
export { viewConsent, type ConsentView } from './ceremony/view-consent.js';
export { giveConsent, type ConsentGiven } from './ceremony/give-consent.js';
export { reportError } from './ceremony/report-error.js';
export { declineTask } from './ceremony/decline-task.js';

export { ProvenHeads } from './append/proven-heads.js';
export { appendSignatures } from './append/append-signatures.js';
export { completeRequest } from './complete/complete-request.js';
export { sendMail } from './mail/send-mail.js';
export { expireRequests, type Expired } from './sweep/expire-requests.js';
export { reconcile, type Reconciled } from './sweep/reconcile.js';

export { getSignRequest, type SignRequestView } from './desk/sign-request-view.js';
export { listSignRequests, type ListQuery, type SignRequestSummary } from './desk/list-sign-requests.js';
export { correctAddress, substituteSignatory } from './desk/change-person.js';
export { withdrawRequest } from './desk/withdraw-request.js';
export { answerErrorReport } from './desk/answer-error-report.js';
export { type ErrorReportView } from './case/error-reports.js';
export { retryRequest } from './desk/retry-request.js';
export { readTrail, type TrailEntry } from './desk/read-trail.js';
export { exportEvidence } from './desk/export-evidence.js';
export { evidencePackage, type EvidencePackage, type PackageExtras, type PackageFile } from './package/evidence-package.js';
export { erasePersonalData, type ErasureOrder } from './trail/erase-personal-data.js';
export { integrateEntries } from './trail/integrate-entries.js';
export { readLog } from './trail/read-log.js';
export { sealLog, type LogSeal, type SealOutcome } from './trail/seal-log.js';
export { carryCheckpoints, checkpointOf, type Carried, type OutsidePlace } from './trail/carry-checkpoints.js';
export { consistencyProof, logEvidence, type CaseLeaf } from './trail/log-evidence.js';
export { openRevision, type OpenedRevision, type RevisionChoice } from './desk/open-revision.js';
export { API_DEPENDENCIES, DeskModule, OfficeModule, SIGNER_DEPENDENCIES, SignerModule, WORKER_DEPENDENCIES } from './nest/signing-modules.js';
