import { readFileSync } from 'node:fs';
import { MalformedExport, parseCheckpoint, parseConsistencyProof, verifyCheckpoint, type CheckpointTrust, type OutsideEvidence } from '#evidence';
import { parsePem } from '#pki/parse';
import { UsageError } from '../usage.js';

export interface OutsideFiles {
  readonly checkpoint?: readonly string[] | undefined;
  readonly consistency?: readonly string[] | undefined;
  readonly 'log-certificate'?: readonly string[] | undefined;
  readonly 'timestamp-anchor'?: readonly string[] | undefined;
}

/**
 * What the caller has from elsewhere, read from files. A checkpoint from outside is checked as any other: one whose seal
 * does not hold is no yardstick, and stops the command.
 */
export function readOutside(files: OutsideFiles): OutsideEvidence {
  const trust: CheckpointTrust = {
    ...(files['log-certificate'] === undefined ? {} : { sealCertificates: files['log-certificate'].flatMap(certificatesOf) }),
    ...(files['timestamp-anchor'] === undefined ? {} : { timestampAnchors: files['timestamp-anchor'].flatMap(certificatesOf) }),
  };
  const checkpoints = (files.checkpoint ?? []).map((file) => {
    const checkpoint = readJson(file, parseCheckpoint);
    const verdict = verifyCheckpoint(checkpoint, trust);
    if (!verdict.ok) throw new UsageError(`${file} cannot be relied on: ${verdict.code}`);
    return checkpoint.note;
  });
  return { ...trust, checkpoints, consistency: (files.consistency ?? []).map((file) => readJson(file, parseConsistencyProof)) };
}

function readJson<Value>(file: string, parse: (value: unknown) => Value): Value {
  try {
    return parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} is not JSON`);
    if (error instanceof MalformedExport) throw new UsageError(`${file} is not what it should be: ${error.where}`);
    throw error;
  }
}

function certificatesOf(file: string): Uint8Array[] {
  const bytes = readFileSync(file);
  return bytes.includes('-----BEGIN ') ? [...parsePem(bytes.toString('latin1'))] : [new Uint8Array(bytes)];
}
