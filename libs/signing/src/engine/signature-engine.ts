import type { Language, LevelOfAssurance, SignatoryRole } from '#minutes';

/**
 * What the use cases need of cryptography and PDF, and no more: made of `#pades`, `#issuance` and `#validation` by
 * `createSignatureEngine`, replaced by a plain one where tests are about order and not about signatures.
 */
export interface SignatureEngine {
  /** One update behind the original: signature page, all fields, manifest. */
  prepare(request: PreparationRequest): Promise<Preparation>;
  /** A key that has never been used and a certificate for one act. `dispose` destroys the key. */
  newIdentity(subject: IdentitySubject): Promise<OneTimeSigningIdentity>;
  /** One signature with its timestamp behind the head. */
  append(request: AppendWork): Promise<AppendedUpdate>;
  /**
   * Document security store and document timestamp behind the head.
   * @param foreignFields fields whose signatures came with the upload: evidence about them that cannot be had is left out
   */
  complete(head: Uint8Array, foreignFields: readonly string[]): Promise<readonly CompletionUpdate[]>;
  /** Characters of a text that a signature cannot show; empty when it shows all of it. */
  unshowable(text: string): readonly string[];
  /** Names of the fields that are signed in a file. */
  signedFields(bytes: Uint8Array): readonly string[];
  /**
   * Whether the prepared file itself says who must sign in this case. A file that came signed does not: nobody permitted us to write it in, so that
   * the validator cannot tell from the file alone whether everyone is there. (It may hold the manifest of an earlier case.)
   */
  statesSignatories(prepared: Uint8Array, caseId: string): boolean;
  /**
   * The judgement of `#validation`, which does not know the code that signed. While signatures are being added
   * (`interim`) the file holds no revocation data yet, and their absence alone is no reason to stop; at the end
   * (`final`) it is.
   */
  judge(bytes: Uint8Array, stage: JudgementStage): Promise<Judgement>;
}

export interface PreparationRequest {
  /** What the signed file begins with: the upload, or what a broken one was rewritten to. */
  readonly original: Uint8Array;
  /** Of the upload, where that was rewritten. */
  readonly uploadedSha256?: string;
  readonly caseId: string;
  /** Whose seal, if the body has one. */
  readonly bodySlug: string;
  /** IANA name, for the time that a seal states. */
  readonly timeZone: string;
  readonly language: Language;
  readonly bodyName: string;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly meetingDate: string;
  readonly registrationNumber: string;
  readonly requiredLevelOfAssurance: LevelOfAssurance;
  readonly notice: { readonly advanced: true } | { readonly advanced: false; readonly methodText: string };
  readonly validationAddress: string;
  readonly steps: readonly {
    readonly quorum: number;
    readonly signatories: readonly { readonly name: string; readonly role: SignatoryRole; readonly roleTitle: string; readonly mayRemark?: boolean }[];
  }[];
}

export interface Preparation {
  /** Bytes to put behind the original. */
  readonly update: Uint8Array;
  readonly preparedSha256: string;
  readonly preparedLength: number;
  /** In the prepared file. */
  readonly pageCount: number;
  /** Field names in the order of the signatories given, over all steps. */
  readonly fieldNames: readonly string[];
  /** The body's seal over it, which is part of the prepared revision. */
  readonly seal?: { readonly fieldName: string; readonly certificateSha256: string; readonly timestampedAt: string | null };
}

export interface IdentitySubject {
  readonly givenName: string;
  readonly surname: string;
  readonly commonName: string;
  readonly pseudonym: string;
  readonly authentication: {
    readonly provider: string;
    readonly instant: Date;
    readonly levelOfAssurance: LevelOfAssurance;
    readonly reference: string;
  };
}

export interface OneTimeSigningIdentity {
  /** DER */
  readonly certificate: Uint8Array;
  readonly serialNumber: string;
  readonly certificateSha256: string;
  readonly keySha256: string;
  dispose(): void;
}

export interface AppendWork {
  readonly head: Uint8Array;
  readonly fieldName: string;
  readonly signerName: string;
  readonly roleTitle: string;
  /** Whose printed slot it is, where somebody else signs. */
  readonly substituteFor?: string;
  readonly methodText: string;
  /** What the person signs with: shown whole. */
  readonly remark?: string;
  readonly language: Language;
  readonly identity: OneTimeSigningIdentity;
  readonly signingTime: Date;
  /** IANA name */
  readonly timeZone: string;
  /** For files that came signed: each field comes together with its signature. */
  readonly addFieldIfMissing: boolean;
}

export interface AppendedUpdate {
  readonly update: Uint8Array;
  /** Of head and update. */
  readonly revisionSha256: string;
  readonly revisionLength: number;
  readonly timestampedAt?: Date;
}

export interface CompletionUpdate {
  readonly kind: 'securityStore' | 'documentTimestamp';
  readonly update: Uint8Array;
  readonly revisionSha256: string;
  readonly revisionLength: number;
}

export type JudgementStage = 'interim' | 'final';

export interface JudgedSignature {
  readonly fieldName: string | null;
  readonly kind: 'signature' | 'seal' | 'documentTimestamp';
  readonly indication: 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE';
  readonly integrity: 'intact' | 'broken';
  readonly changesAfter: 'none' | 'permitted' | 'forbidden' | 'unknown';
  readonly certificateSha256: string | null;
  readonly reasons: readonly string[];
}

export interface Judgement {
  readonly status: 'valid' | 'not-valid' | 'indeterminate' | 'unsigned' | 'unreadable';
  readonly complete: 'yes' | 'no' | 'unknown';
  readonly reasons: readonly string[];
  readonly pageCount: number | null;
  readonly signatures: readonly JudgedSignature[];
  /** SHA-256 of the report in RFC 8785 form: goes into evidence. */
  readonly reportSha256: string;
}

/** What an engine throws: `#pades` and `#issuance` bring codes of their own. */
export function isTimestampingCode(code: string | undefined): boolean {
  return code !== undefined && code.startsWith('timestamp-');
}
