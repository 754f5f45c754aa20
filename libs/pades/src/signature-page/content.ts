import type { Language, SignatoryRole } from '#minutes';

/** What the printed notice says of the signatures: *advanced* is promised only where the case requires it of everyone. */
export type SignatureNotice = { readonly advanced: true } | { readonly advanced: false; readonly methodText: string };

export interface PageSignatory {
  readonly name: string;
  readonly role: SignatoryRole;
  readonly roleTitle: string;
  /** Their box is made to hold a remark. */
  readonly mayRemark?: boolean;
}

export interface PageStep {
  /** Signatures needed: 1 … signatories.length. */
  readonly quorum: number;
  readonly signatories: readonly PageSignatory[];
}

/** Everything the signature page prints. */
export interface SignaturePageContent {
  readonly language: Language;
  readonly bodyName: string;
  readonly title: string;
  /** YYYY-MM-DD. */
  readonly meetingDate: string;
  /** Diarienummer; '' when there is none. */
  readonly registrationNumber: string;
  readonly originalSha256: string;
  readonly notice: SignatureNotice;
  /** Printed as text and as a QR code. */
  readonly validationAddress: string;
  /** In signing order. */
  readonly steps: readonly PageStep[];
}
