import { bigint, defineTable, integer, text, timestamp, uuid } from './define-table.js';
import type { AuthenticationMethod, LevelOfAssurance } from './cases.js';

/** A one-time code that was mailed, as an HMAC with a pepper that only the signer holds. */
export interface EmailCodeRow {
  id: string;
  bodyId: string;
  taskId: string;
  codeHmac: string;
  /** As of which the request was when the code was made. */
  requestVersion: number;
  /** How many answers were tried, the right one included. */
  tries: number;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}
export const emailCodeTable = defineTable<EmailCodeRow>('email_code', {
  id: uuid.primaryKey,
  bodyId: uuid,
  taskId: uuid,
  codeHmac: text,
  requestVersion: integer,
  tries: integer,
  createdAt: timestamp,
  expiresAt: timestamp,
  usedAt: timestamp.orNull,
});

/** An authentication under way at an OpenID provider. */
export interface OpenIdTransactionRow {
  id: string;
  bodyId: string;
  taskId: string;
  stateSha256: string;
  nonce: string;
  codeVerifier: string;
  /** What the person typed before leaving for the provider; null for none, and when the transaction is over. */
  remark: string | null;
  /** As of which the request was when the person left for the provider. */
  requestVersion: number;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}
export const openIdTransactionTable = defineTable<OpenIdTransactionRow>('openid_transaction', {
  id: uuid.primaryKey,
  bodyId: uuid,
  taskId: uuid,
  stateSha256: text,
  nonce: text,
  codeVerifier: text,
  remark: text.orNull,
  requestVersion: integer,
  createdAt: timestamp,
  expiresAt: timestamp,
  usedAt: timestamp.orNull,
});

/** Proof of who it was, as the signing component verified it. */
export interface IdentityAssertionRow {
  id: string;
  bodyId: string;
  taskId: string;
  method: AuthenticationMethod;
  provider: string;
  levelOfAssurance: LevelOfAssurance;
  name: string;
  givenName: string | null;
  surname: string | null;
  /** What stands for the person in the certificate instead of an identity number. */
  pseudonym: string;
  /** The provider's name for the person, hashed or opaque; never an identity number. */
  subjectReference: string;
  assertedAt: Date;
}
export const identityAssertionTable = defineTable<IdentityAssertionRow>('identity_assertion', {
  id: uuid.primaryKey,
  bodyId: uuid,
  taskId: uuid,
  method: text,
  provider: text,
  levelOfAssurance: text,
  name: text,
  givenName: text.orNull,
  surname: text.orNull,
  pseudonym: text,
  subjectReference: text,
  assertedAt: timestamp,
});

/** What somebody signs with, and the salt of the commitment to it in facts and evidence; both null for none, and when erased. */
export interface StoredRemark {
  remark: string | null;
  remarkSalt: string | null;
}

/** Five minutes, once: from authentication to consent, bound to everything that is consented to. */
export interface ActivationTokenRow extends StoredRemark {
  id: string;
  bodyId: string;
  signRequestId: string;
  taskId: string;
  assertionId: string;
  tokenSha256: string;
  preparedSha256: string;
  preparedLength: number;
  requestVersion: number;
  fieldName: string;
  role: string;
  consentText: string;
  consentTextSha256: string;
  nonce: string;
  createdAt: Date;
  expiresAt: Date;
  redeemedAt: Date | null;
}
export const activationTokenTable = defineTable<ActivationTokenRow>('activation_token', {
  id: uuid.primaryKey,
  bodyId: uuid,
  signRequestId: uuid,
  taskId: uuid,
  assertionId: uuid,
  tokenSha256: text,
  preparedSha256: text,
  preparedLength: bigint,
  requestVersion: integer,
  fieldName: text,
  role: text,
  consentText: text,
  consentTextSha256: text,
  remark: text.orNull,
  remarkSalt: text.orNull,
  nonce: text,
  createdAt: timestamp,
  expiresAt: timestamp,
  redeemedAt: timestamp.orNull,
});

export type AuthorisationState = 'open' | 'spent' | 'voided';

/** What a redeemed token becomes: many attempts, one result. At most one is open per task. */
export interface SigningAuthorisationRow extends StoredRemark {
  id: string;
  bodyId: string;
  signRequestId: string;
  taskId: string;
  assertionId: string;
  activationTokenId: string;
  consentTextSha256: string;
  preparedSha256: string;
  state: AuthorisationState;
  createdAt: Date;
  closedAt: Date | null;
}
export const signingAuthorisationTable = defineTable<SigningAuthorisationRow>('signing_authorisation', {
  id: uuid.primaryKey,
  bodyId: uuid,
  signRequestId: uuid,
  taskId: uuid,
  assertionId: uuid,
  activationTokenId: uuid,
  consentTextSha256: text,
  preparedSha256: text,
  remark: text.orNull,
  remarkSalt: text.orNull,
  state: text,
  createdAt: timestamp,
  closedAt: timestamp.orNull,
});

export type AttemptOutcome = 'started' | 'signed' | 'failed' | 'superseded';

/** One attempt to sign under an authorisation: its own key and certificate, told by their fingerprints only. */
export interface SigningAttemptRow {
  id: string;
  bodyId: string;
  authorisationId: string;
  /** 1, 2, 3 … within the authorisation. */
  number: number;
  certificateSerial: string | null;
  certificateSha256: string | null;
  keySha256: string | null;
  outcome: AttemptOutcome;
  errorCode: string | null;
  startedAt: Date;
  endedAt: Date | null;
}
export const signingAttemptTable = defineTable<SigningAttemptRow>('signing_attempt', {
  id: uuid.primaryKey,
  bodyId: uuid,
  authorisationId: uuid,
  number: integer,
  certificateSerial: text.orNull,
  certificateSha256: text.orNull,
  keySha256: text.orNull,
  outcome: text,
  errorCode: text.orNull,
  startedAt: timestamp,
  endedAt: timestamp.orNull,
});
