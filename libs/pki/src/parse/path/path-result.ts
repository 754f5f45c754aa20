import type { Certificate } from '../certificate/certificate.js';
import type { RevocationStatus } from '../revocation/revocation-status.js';

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

/**
 * - `valid`: everything asked for holds at the given time.
 * - `invalid`: the path breaks a rule whatever the time, or a certificate is revoked.
 * - `indeterminate`: no path, outside a validity period, or revocation not known.
 */
export type PathStatus = 'valid' | 'indeterminate' | 'invalid';

export interface PathResult {
  readonly status: PathStatus;
  /** 'ok', or the code of the gravest finding. */
  readonly code: 'ok' | PathCode;
  /** Leaf first, anchor last; without a path, the leaf and as far as signatures led. */
  readonly path: readonly Certificate[];
  readonly anchor?: Certificate;
  readonly findings: readonly PathFinding[];
  /** One for each certificate of the path but the anchor, in path order; empty when revocation was not asked for. */
  readonly revocation: readonly RevocationStatus[];
}

const invalidCodes: ReadonlySet<PathCode> = new Set([
  'bad-signature', 'not-a-ca', 'path-too-long', 'key-usage', 'extended-key-usage', 'unknown-critical-extension',
  'name-constraints', 'policy', 'revoked', 'revoked-ca',
]);

/** Sums findings up: an invalidating one weighs most, then the first in order. */
export function summarise(findings: readonly PathFinding[]): { status: PathStatus; code: 'ok' | PathCode } {
  const grave = findings.find((finding) => invalidCodes.has(finding.code));
  if (grave !== undefined) return { status: 'invalid', code: grave.code };
  const [first] = findings;
  return first === undefined ? { status: 'valid', code: 'ok' } : { status: 'indeterminate', code: first.code };
}
