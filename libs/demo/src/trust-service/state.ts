import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RevocationReason } from '#pki/parse';
import { errorCode } from '#platform';

/** A certificate that was revoked, for CRL and OCSP. */
export interface RevokedCertificate {
  /** Lower-case hex. */
  readonly serialNumber: string;
  /** ISO 8601 UTC. */
  readonly revokedAt: string;
  readonly reason: RevocationReason;
}

/** What the trust service remembers beside its keys. */
export interface TrustServiceState {
  readonly version: 1;
  /** The port that stands in the certificates. */
  readonly port: number;
  /** Serial numbers of all certificates that the root ever issued: OCSP says `good` of no other one. */
  readonly issuedByRoot: readonly string[];
  readonly revoked: readonly RevokedCertificate[];
}

/** The state in the folder, or undefined before the first start. */
export async function readState(folder: string): Promise<TrustServiceState | undefined> {
  try {
    // Written by `writeState` into a folder that is ours alone.
    return JSON.parse(await readFile(stateFile(folder), 'utf8')) as TrustServiceState;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Replaces the state as a whole: a crash leaves the old one or the new one. */
export async function writeState(folder: string, state: TrustServiceState): Promise<void> {
  const fresh = `${stateFile(folder)}.new`;
  await writeFile(fresh, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  await rename(fresh, stateFile(folder));
}

/** Makes the folder, for its owner only. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

function stateFile(folder: string): string {
  return path.join(folder, 'trust-service.json');
}
