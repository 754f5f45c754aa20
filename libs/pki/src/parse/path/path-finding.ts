/** Why a path does not convince. */
export type PathCode =
  /** No chain of names and good signatures leads to an anchor. */
  | 'no-path'
  /** A certificate names an issuer we hold, but that issuer's key did not sign it. */
  | 'bad-signature'
  /** The search was cut off: too many candidates. */
  | 'too-complex'
  | 'not-yet-valid'
  | 'expired'
  | 'not-a-ca'
  | 'path-too-long'
  | 'key-usage'
  | 'extended-key-usage'
  | 'unknown-critical-extension'
  /** A name is outside what an issuer above may certify, or cannot be compared with a constraint of its form. */
  | 'name-constraints'
  /** A policy is required and none that is acceptable is left, or anyPolicy is mapped. */
  | 'policy'
  | 'revoked'
  | 'revoked-ca'
  | 'revocation-unknown';

export interface PathFinding {
  readonly code: PathCode;
  /** Index in `path`, 0 for the leaf. */
  readonly index: number;
  readonly detail?: string;
}
