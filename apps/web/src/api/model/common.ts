/** Words shared by several payloads (GLOSSARY.md, Workflow). */
export type Language = 'sv' | 'en';

export type RoleCode = 'chair' | 'secretary' | 'adjuster' | 'substitute' | 'participant' | 'reader';

export type AuthenticationMethod = 'emailCode' | 'openIdConnect';

/** eIDAS art. 8. */
export type LevelOfAssurance = 'low' | 'substantial' | 'high';

export type RequestState =
  | 'draft'
  | 'preparing'
  | 'awaitingSignatures'
  | 'completing'
  | 'completed'
  | 'declined'
  | 'expired'
  | 'withdrawn'
  | 'superseded';

/** Trouble beside the state: a stable code, never an exception text. */
export interface Attention {
  readonly code: string;
  /** One of #signing-order's causes, e.g. `timestamping-failed`; `code` is then the last error behind it. */
  readonly cause?: string;
  readonly detailSv?: string;
  readonly detailEn?: string;
  readonly since?: string;
  readonly nextTryAt?: string;
}

/** Lower-case hex, 64 characters. */
export type Sha256 = string;
/** ISO 8601 in UTC. */
export type Instant = string;
/** `YYYY-MM-DD`, no zone. */
export type CalendarDate = string;
