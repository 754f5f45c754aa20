import type { CaseManifest, Language, LevelOfAssurance, SignatoryRole } from '#minutes';
import type { SignatureNotice } from '../signature-page/content.js';

export interface PrepareRequest {
  readonly original: Uint8Array;
  readonly caseId: string;
  readonly language: Language;
  readonly bodyName: string;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly meetingDate: string;
  readonly registrationNumber: string;
  readonly requiredLevelOfAssurance: LevelOfAssurance;
  readonly notice: SignatureNotice;
  /** Printed as text and as QR code. */
  readonly validationAddress: string;
  /** In signing order; quorum: all when not given; role title: the role's word when not given; who may remark gets a box that holds a remark. */
  readonly steps: readonly {
    readonly quorum?: number;
    readonly signatories: readonly { readonly name: string; readonly role: SignatoryRole; readonly roleTitle?: string; readonly mayRemark?: boolean }[];
  }[];
  /** Adds an invisible field for the body's seal (`sealPrepared`). Only for files that nobody has signed: a certification comes first (MDP-01). */
  readonly withSealField?: boolean;
  /** SHA-256 of what was uploaded, where `original` is what `repairByRewriting` made of it. Printed, and in the manifest. */
  readonly uploadedSha256?: string;
}

export interface PreparedField {
  readonly name: string;
  /** 0-based. */
  readonly step: number;
  /** 0-based, within the step. */
  readonly position: number;
  /** 0-based over all steps, in signing order. */
  readonly signatoryIndex: number;
  readonly role: SignatoryRole;
  readonly roleTitle: string;
  readonly signatoryName: string;
  /** 1-based, in the prepared file; null: the field is on no page. */
  readonly page: number | null;
}

export interface PreparedMinutes {
  /** To be put behind the original. Empty where the file is signed already. */
  readonly update: Uint8Array;
  /** Of the upload. */
  readonly originalSha256: string;
  /** Of original and update: what everybody sees and consents to. */
  readonly preparedSha256: string;
  readonly preparedLength: number;
  readonly signaturePages: number;
  readonly pageCount: number;
  readonly fields: readonly PreparedField[];
  /** Undefined for a file that was signed before: those who signed did not permit it, so nobody can tell from the file alone who should sign. */
  readonly manifest: CaseManifest | undefined;
  readonly sealField?: string;
}
