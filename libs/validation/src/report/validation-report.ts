import type { ServiceReference, SignatureQualification } from '../qualification/signature-qualification.js';
import type { TrustedListUse } from '../qualification/trusted-service.js';
import type { Indication, SubIndication } from './indication.js';
import type { Finding, ReasonCode } from './reason.js';

export type DocumentStatus = 'valid' | 'not-valid' | 'indeterminate' | 'unsigned' | 'unreadable';
export type Completeness = 'yes' | 'no' | 'unknown';
export type SignatureKind = 'signature' | 'seal' | 'documentTimestamp';
export type Integrity = 'intact' | 'broken';
export type ChangesAfter = 'none' | 'permitted' | 'forbidden' | 'unknown';

/** Baseline levels (EN 319 142-1); the last four say why it is none of them. */
export type SignatureLevel =
  | 'PAdES_BASELINE_B'
  | 'PAdES_BASELINE_T'
  | 'PAdES_BASELINE_LT'
  | 'PAdES_BASELINE_LTA'
  | 'PAdES_BES'
  | 'PKCS7_B'
  | 'PKCS7_T'
  | 'PDF_NOT_ETSI';

/** The result of `validate`. Plain JSON: times are ISO 8601 UTC, hashes lower-case hexadecimal, lengths bytes. */
export interface ValidationReport {
  readonly version: 1;
  readonly validationTime: string;
  readonly policy: { readonly name: string; readonly version: string };
  readonly document: DocumentReport;
  /** In the order in which they were added to the file. Document timestamps are among them. */
  readonly signatures: readonly SignatureReport[];
  /** Trusted lists whose services counted as issuers; none when nobody gave any, or when they were no longer in force. */
  readonly trustedLists: readonly TrustedListUse[];
  /** What nobody looked at, as codes; `describeReport` has the words. */
  readonly notChecked: readonly NotChecked[];
}

export type NotChecked =
  | 'truth-of-content'
  | 'later-corrections'
  | 'rendered-appearance'
  | 'trusted-lists'
  | 'trusted-lists-partly'
  | 'trusted-lists-newest'
  | 'online-revocation'
  | 'online-revocation-partly'
  | 'active-content'
  | 'hidden-content'
  | 'signature-policy';

export interface DocumentReport {
  readonly status: DocumentStatus;
  readonly complete: Completeness;
  /** Why the status is what it is, most important first; empty only when valid and nothing is worth saying. */
  readonly reasons: readonly ReasonCode[];
  readonly findings: readonly Finding[];
  /** Null, as `length`, only when the file could not even be read. */
  readonly sha256: string | null;
  readonly length: number | null;
  readonly pageCount: number | null;
  readonly revisions: readonly RevisionReport[];
  readonly changes: readonly Change[];
  /** The case manifest of a file made by Justera, compared with the signatures; null when there is none to believe. */
  readonly manifest: ManifestReport | null;
}

export interface RevisionReport {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly kind: 'content' | 'signature' | 'documentTimestamp' | 'securityStore' | 'other';
}

export type ChangeCategory = 'LTA' | 'FORM' | 'SIGFIELD' | 'ANNOT' | 'STRUCT' | 'META' | 'UNDEFINED';

export type Covered = 'text' | 'image' | 'annotation';

/** One difference between a revision and the one before it, after the first signature (R8). */
export interface Change {
  readonly revision: number;
  readonly category: ChangeCategory;
  readonly verdict: 'permitted' | 'forbidden';
  /** The rule that explains it, or that it breaks: `security-store`, `signature-field-filled`, `page-changed` … */
  readonly rule: string;
  readonly objectNumber?: number;
  /** Typed path from the trailer, `Root/Pages/Kids/0/Contents`, where known. */
  readonly path?: string;
  /** One-based. */
  readonly page?: number;
  readonly rect?: readonly [number, number, number, number];
  readonly fieldName?: string;
  /** What the rectangle lies over, of what the page showed before (R10). */
  readonly covers?: readonly Covered[];
  /** A form field's value before and after, as text; null for none. */
  readonly valueBefore?: string | null;
  readonly valueAfter?: string | null;
}

export interface SignatureReport {
  readonly fieldName: string | null;
  readonly kind: SignatureKind;
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly integrity: Integrity;
  readonly changesAfter: ChangesAfter;
  readonly coversWholeDocument: boolean;
  /** null for a document timestamp. */
  readonly level: SignatureLevel | null;
  readonly signatory: Signatory | null;
  /** The dictionary's /M: what the file says. */
  readonly claimedSigningTime: string | null;
  /** The earliest time proven by a timestamp we trust; the validation time when nothing proves an earlier one. */
  readonly bestSignatureTime: string | null;
  /** True when `bestSignatureTime` comes from a trusted timestamp. */
  readonly timeProven: boolean;
  readonly trust: TrustReport;
  /** Under Regulation (EU) 910/2014, apart from validity. */
  readonly qualification: SignatureQualification;
  readonly timestamps: readonly TimeStampReport[];
  /** How the indication came about (EN 319 102-1 5.3, 5.5, 5.6). `changesAfter` is not part of it: that is ours. */
  readonly validation: ValidationProcesses;
  readonly reasons: readonly ReasonCode[];
  readonly findings: readonly Finding[];
  readonly subFilter: string | null;
  readonly digestAlgorithm: string | null;
  readonly signatureAlgorithm: string | null;
  /** Revision that the signature closes, and its length in bytes: `bytes[0, signedLength)` is what was signed. */
  readonly revision: number | null;
  readonly signedLength: number | null;
  readonly page: number | null;
  readonly rect: readonly [number, number, number, number] | null;
  /** /Reason and /Location are claims of the file. */
  readonly claimedReason: string | null;
  /** What the signatory remarked when signing (justering med anmärkning), word for word: what /Reason says behind the word for it; null for none. */
  readonly claimedRemark: string | null;
  readonly claimedLocation: string | null;
}

/** What a process or a building block concluded. */
export interface ConclusionReport {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
}

/**
 * The three processes, each going on from the one before: `basic` looks at now alone, `longTerm` at the best signature time
 * that timestamps valid now prove, `archival` at all proofs of existence, past validation and time sliding.
 */
export interface ValidationProcesses {
  readonly basic: ConclusionReport;
  readonly longTerm: ConclusionReport;
  readonly archival: ConclusionReport;
  /** Until when the signer's chain is known to have been good (EN 319 102-1 5.6.2.2); null without a chain. */
  readonly controlTime: string | null;
  readonly blocks: readonly BuildingBlockReport[];
}

export const buildingBlocks = [
  'formatChecking', 'identificationOfTheSigningCertificate', 'validationContextInitialisation', 'x509CertificateValidation',
  'cryptographicVerification', 'signatureAcceptanceValidation', 'timeStampValidation',
] as const;

export type BuildingBlock = (typeof buildingBlocks)[number];

/** What one building block says in the last process that ran. */
export interface BuildingBlockReport extends ConclusionReport {
  readonly block: BuildingBlock;
  readonly reasons: readonly ReasonCode[];
}

/** Who, as the certificate says it. Only as true as `trust` is. */
export interface Signatory {
  readonly name: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly organization: string | null;
  readonly country: string | null;
  /** Subject serialNumber attribute (a pseudonym in our certificates). */
  readonly subjectSerialNumber: string | null;
  readonly certificateSerialNumber: string;
  readonly certificateSha256: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** RFC 7773 AuthContext, when the certificate has one. */
  readonly authentication: Authentication | null;
  /** Set when the certificate says "substitute for" somebody. */
  readonly substituteFor: string | null;
  /** From the manifest, when it is believed and the name matches. */
  readonly role: string | null;
  readonly roleTitle: string | null;
}

export interface Authentication {
  readonly identityProvider: string | null;
  readonly instant: string | null;
  readonly levelOfAssurance: string | null;
  readonly reference: string | null;
}

export interface TrustReport {
  /** `trusted`: a path to a given anchor holds at the best signature time. */
  readonly status: 'trusted' | 'untrusted' | 'unknown';
  readonly anchor: { readonly name: string; readonly sha256: string } | null;
  /** From the signer up to, not including, the anchor. */
  readonly path: readonly { readonly name: string; readonly sha256: string }[];
  /** How revocation was settled for the signing certificate. */
  readonly revocation: 'not-needed' | 'good' | 'revoked' | 'unknown';
  /** What the top of the unanchored chain calls itself; only when untrusted. */
  readonly claimedIssuer: string | null;
  /** The service of a trusted list that vouches; null when the anchor is the caller's own, or there is none. */
  readonly service: ServiceReference | null;
}

export interface TimeStampReport {
  readonly kind: 'contentTimeStamp' | 'signatureTimeStamp' | 'documentTimeStamp';
  readonly time: string | null;
  readonly authority: string | null;
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly anchor: { readonly name: string; readonly sha256: string } | null;
  readonly reasons: readonly ReasonCode[];
}

export interface ManifestReport {
  readonly caseId: string;
  readonly bodyName: string;
  readonly title: string;
  readonly registrationNumber: string;
  readonly meetingDate: string;
  readonly language: 'sv' | 'en';
  readonly requiredLevelOfAssurance: string | null;
  readonly originalSha256: string;
  /** True when the first `originalLength` bytes … is not knowable offline; true when a revision hashes to originalSha256. */
  readonly originalFound: boolean | null;
  readonly required: number;
  readonly signed: number;
  readonly steps: readonly ManifestStepReport[];
}

export interface ManifestStepReport {
  readonly quorum: number;
  readonly fulfilled: boolean;
  readonly tasks: readonly {
    readonly fieldName: string;
    readonly name: string;
    readonly role: string;
    readonly roleTitle: string | null;
    readonly state: 'signed' | 'missing' | 'mismatch' | 'broken';
    /** Who really signed in this field, when it is not who the manifest says. */
    readonly signedBy: string | null;
  }[];
}
