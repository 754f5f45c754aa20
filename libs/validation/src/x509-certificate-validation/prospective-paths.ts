import { buildPaths, checkPath, type Certificate, type CertificatePool, type PathFinding, type PathPurpose, type PolicyInputs } from '#pki/parse';

/** A chain that past certificate validation may work on: names, signatures and constraints looked at, time and revocation not yet. */
export interface ProspectivePath {
  /** Leaf first, anchor last; without an anchor as far as signatures led. */
  readonly path: readonly Certificate[];
  readonly anchor?: Certificate;
  readonly findings: readonly PathFinding[];
}

/**
 * EN 319 102-1 5.6.2.1.4, steps 1 and 2: path validation (RFC 5280 6.1) at a time inside all validity periods of the path,
 * as near to `at` as they allow. A renewed issuer certificate younger than the signature does no harm; periods that never
 * overlap are a finding.
 */
export function prospectivePaths(
  certificate: Certificate, anchors: readonly Certificate[], pool: CertificatePool, purpose: PathPurpose, at: Date, policies?: PolicyInputs,
): ProspectivePath[] {
  const candidates = buildPaths(certificate, anchors, pool);
  if (candidates.paths.length === 0) {
    const code = candidates.cutOff ? 'too-complex' : candidates.sawBadSignature ? 'bad-signature' : 'no-path';
    return [{ path: candidates.longest, findings: [{ code, index: Math.max(0, candidates.longest.length - 1) }] }];
  }
  return candidates.paths.flatMap((path) => {
    const anchor = path.at(-1);
    return anchor === undefined ? [] : [{ path, anchor, findings: checkPath(path, timeWithin(path, at), purpose, policies) }];
  });
}

/** The certificates of a path whose validity counts: an anchor is trusted as configured, unless it is all there is. */
export function belowAnchor(path: readonly Certificate[]): readonly Certificate[] {
  return path.length > 1 ? path.slice(0, -1) : path;
}

function timeWithin(path: readonly Certificate[], at: Date): Date {
  const start = Math.max(...belowAnchor(path).map(({ notBefore }) => notBefore.getTime()));
  const end = Math.min(...belowAnchor(path).map(({ notAfter }) => notAfter.getTime()));
  return new Date(Math.min(Math.max(at.getTime(), start), end));
}
