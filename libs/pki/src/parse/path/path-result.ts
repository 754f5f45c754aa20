import type { Certificate } from '../certificate/certificate.js';
import type { RevocationStatus } from '../revocation/revocation-status.js';
import type { PathCode, PathFinding } from './path-finding.js';

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
