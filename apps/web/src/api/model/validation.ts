import type { CalendarDate, Instant, Language, LevelOfAssurance, RoleCode, Sha256 } from './common.js';

/** The report of #validation as JSON; only what the page shows is written out here. */
export type DocumentStatus = 'valid' | 'not-valid' | 'indeterminate' | 'unsigned' | 'unreadable';

export interface NamedCertificate {
  readonly name: string;
  readonly sha256: Sha256;
}

export interface SignatoryReport {
  readonly name: string;
  readonly organization?: string | null;
  readonly certificateSerialNumber: string;
  readonly certificateSha256: Sha256;
  readonly issuer: string;
  readonly authentication: {
    readonly identityProvider: string | null;
    readonly instant: Instant | null;
    readonly levelOfAssurance: LevelOfAssurance | string | null;
    readonly reference: string | null;
  } | null;
  readonly substituteFor: string | null;
  readonly role: RoleCode | string | null;
  readonly roleTitle: string | null;
}

export interface TimeStampReport {
  readonly kind: 'signatureTimeStamp' | 'documentTimeStamp';
  readonly time: Instant | null;
  readonly authority: string | null;
  readonly indication: string;
}

export interface SignatureReport {
  readonly fieldName: string | null;
  readonly kind: 'signature' | 'seal' | 'documentTimestamp';
  readonly indication: 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE';
  readonly subIndication?: string | null;
  readonly integrity: 'intact' | 'broken';
  readonly changesAfter: 'none' | 'permitted' | 'forbidden' | 'unknown';
  readonly coversWholeDocument: boolean;
  readonly level: string | null;
  readonly signatory: SignatoryReport | null;
  /** What was remarked when signing, word for word. */
  readonly claimedRemark?: string | null;
  readonly claimedSigningTime: Instant | null;
  readonly bestSignatureTime: Instant | null;
  readonly timeProven: boolean;
  readonly trust: {
    readonly status: 'trusted' | 'untrusted' | 'unknown';
    readonly anchor: NamedCertificate | null;
    readonly claimedIssuer: string | null;
    readonly service?: { readonly provider: string; readonly territory: string; readonly listIssuedAt: Instant } | null;
  };
  readonly timestamps: readonly TimeStampReport[];
  readonly page?: number | null;
  /** `file[0, signedLength)` is what was signed. */
  readonly signedLength?: number | null;
  readonly qualification?: { readonly level: string; readonly conclusive: boolean };
}

export interface ManifestTask {
  readonly fieldName: string;
  readonly name: string;
  readonly role: RoleCode | string;
  readonly roleTitle: string | null;
  readonly state: 'signed' | 'missing' | 'mismatch' | 'broken';
  /** Who really signed here, when it is not who the manifest says. */
  readonly signedBy: string | null;
}

export interface ManifestReport {
  readonly bodyName: string;
  readonly title: string;
  readonly registrationNumber: string;
  readonly meetingDate: CalendarDate;
  readonly required: number;
  readonly signed: number;
  readonly steps: readonly { readonly quorum: number; readonly fulfilled: boolean; readonly tasks: readonly ManifestTask[] }[];
}

export interface ValidationReport {
  readonly file?: string;
  readonly version: number;
  readonly validationTime: Instant;
  readonly policy: { readonly name: string; readonly version: string };
  readonly document: {
    readonly status: DocumentStatus;
    readonly complete: 'yes' | 'no' | 'unknown';
    readonly reasons: readonly string[];
    readonly sha256: Sha256;
    readonly length: number;
    readonly pageCount: number | null;
    readonly manifest: ManifestReport | null;
  };
  readonly signatures: readonly SignatureReport[];
}

export interface Answer {
  readonly heading: string;
  /** Good, bad, cannot say. */
  readonly mark: 'yes' | 'no' | 'unknown';
  readonly text: string;
}

export interface TextList {
  readonly heading: string;
  readonly items: readonly string[];
}

export type Question = 'intact' | 'changedSince' | 'who' | 'trustedBy' | 'when' | 'complete';

/** What `describeReport` of #validation writes: the page adds no claim of its own. */
export interface ReportTexts {
  readonly headline: string;
  readonly verdict: string;
  readonly answers: Readonly<Record<Question, Answer>>;
  readonly notChecked: TextList;
  readonly advice: TextList;
  readonly details: readonly string[];
}

export interface ValidationAnswer extends ValidationReport {
  readonly texts: Readonly<Record<Language, ReportTexts>>;
}
