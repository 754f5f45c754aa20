export { validate } from './validate.js';
export { defaultPolicy, type AcceptedSignaturePolicy, type AnalysisLimits, type SignatureValidationPolicy } from './policy/signature-validation-policy.js';
export { defaultAlgorithmConstraints, type AlgorithmConstraints, type KeySizeConstraint } from './policy/algorithm-constraints.js';
export type { TrustMaterial } from './policy/trust-material.js';
export { subIndications, type Indication, type SubIndication } from './report/indication.js';
export { reasonCodes, type Finding, type FindingWeight, type ReasonCode } from './report/reason.js';
export type {
  Authentication, BuildingBlock, BuildingBlockReport, Change, ChangeCategory, ChangesAfter, Completeness, ConclusionReport, DocumentReport, DocumentStatus, Integrity, ManifestReport,
  ManifestStepReport, NotChecked, RevisionReport, Signatory, SignatureKind, SignatureLevel, SignatureReport, TimeStampReport,
  TrustReport, ValidationProcesses, ValidationReport,
} from './report/validation-report.js';
export { reportNotRead, reportUnfinished, type UnreadableRequest } from './report/unreadable-report.js';
export { etsiReport } from './report/etsi/etsi-report.js';
export { describeReport, type Answer, type AnswerMark, type ReportTexts } from './report/describe-report.js';
export { roleName } from './report/texts/role-name.js';
export { taskStanding, type TaskStanding } from './report/texts/task-standing.js';
export type { Question } from './report/texts/words.js';
export { qualificationReasons, type QualificationLevel, type QualificationReason, type QualifiedCertificate, type ServiceReference, type SignatureQualification } from './qualification/signature-qualification.js';
export type {
  CertificateCriteria, QualificationElement, ServicePeriod, TrustedListReference, TrustedListUse, TrustedService,
} from './qualification/trusted-service.js';
