import type { Certificate } from '../certificate/certificate.js';
import type { Crl } from '../crl/crl.js';
import type { OcspResponse } from '../ocsp/ocsp-response.js';
import { revocationStatus, type RevocationStatus } from '../revocation/revocation-status.js';
import { buildPaths } from './build-paths.js';
import { CertificatePool } from './certificate-pool.js';
import { checkPath, type PathPurpose } from './check-path.js';
import type { PolicyInputs } from './policy-graph.js';
import type { PathFinding } from './path-finding.js';
import { summarise, type PathResult } from './path-result.js';

export interface PathOptions {
  readonly anchors: readonly Certificate[];
  readonly intermediates?: readonly Certificate[] | CertificatePool;
  /** The time the path shall hold at. */
  readonly at: Date;
  readonly purpose?: PathPurpose;
  readonly crls?: readonly Crl[];
  readonly ocsps?: readonly OcspResponse[];
  /** `required`: unknown is a finding. `check`: only "revoked" is. `skip`: not looked at. Default `required`. */
  readonly revocation?: 'required' | 'check' | 'skip';
  /** Revocation evidence about the leaf that is older does not count (PF-25). */
  readonly freshFrom?: Date;
  /** Certificate policies wanted (RFC 5280 §6.1.1); by default any will do. */
  readonly policies?: PolicyInputs;
}

/**
 * Builds and validates a certification path (RFC 5280 §6). Of several paths the first valid one is taken; without one,
 * the path with the mildest findings. Never throws.
 */
export function buildAndValidatePath(leaf: Certificate, options: PathOptions): PathResult {
  const candidates = buildPaths(leaf, options.anchors, options.intermediates ?? []);
  let best: PathResult | undefined;
  for (const path of candidates.paths) {
    const result = validatePath(path, options);
    if (result.status === 'valid') return result;
    if (best === undefined || weight(result) < weight(best)) best = result;
  }
  if (best !== undefined) return best;
  const code = candidates.cutOff ? 'too-complex' : candidates.sawBadSignature ? 'bad-signature' : 'no-path';
  const findings: PathFinding[] = [{ code, index: Math.max(0, candidates.longest.length - 1) }];
  return { ...summarise(findings), path: candidates.longest, findings, revocation: [] };
}

function weight(result: PathResult): number {
  return (result.status === 'invalid' ? 1000 : 0) + result.findings.length;
}

/** Validates one path as from buildPaths, leaf first, anchor last. */
export function validatePath(path: readonly Certificate[], options: PathOptions): PathResult {
  const findings = checkPath(path, options.at, options.purpose ?? 'signature', options.policies);
  const revocation = options.revocation === 'skip' ? [] : checkRevocation(path, options);
  revocation.forEach((status, index) => findings.push(...revocationFindings(status, index, options.revocation ?? 'required')));
  const anchor = path[path.length - 1];
  return { ...summarise(findings), path, ...(anchor === undefined ? {} : { anchor }), findings, revocation };
}

function checkRevocation(path: readonly Certificate[], options: PathOptions): RevocationStatus[] {
  const anchor = path[path.length - 1];
  const data = { crls: options.crls ?? [], ocsps: options.ocsps ?? [], certificates: poolOf(options.intermediates), ...(anchor === undefined ? {} : { anchor }) };
  return path.slice(0, -1).flatMap((certificate, index): RevocationStatus[] => {
    const issuer = path[index + 1];
    if (issuer === undefined) return [];
    return [revocationStatus(certificate, issuer, data, options.at, index === 0 ? options.freshFrom : undefined)];
  });
}

function revocationFindings(status: RevocationStatus, index: number, mode: 'required' | 'check' | 'skip'): PathFinding[] {
  if (status.status === 'revoked') return [{ code: index === 0 ? 'revoked' : 'revoked-ca', index }];
  if (status.status === 'unknown' && mode === 'required') return [{ code: 'revocation-unknown', index, detail: status.why }];
  return [];
}

function poolOf(certificates: readonly Certificate[] | CertificatePool | undefined): CertificatePool {
  return certificates instanceof CertificatePool ? certificates : new CertificatePool(certificates ?? []);
}
