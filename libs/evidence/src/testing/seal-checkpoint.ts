import { createHash } from 'node:crypto';
import { hashOf, signCms } from '#pki/build';
import type { TestCertificate, TestPki } from '#testing';
import { checkpointFormat, checkpointVersion, sealedBytes, type Checkpoint, type CheckpointNote } from '../checkpoint/checkpoint.js';

/** A checkpoint as the signing component makes it, with keys that live for one test. */
export async function sealCheckpoint(pki: TestPki, key: TestCertificate, note: CheckpointNote, change: (bytes: Buffer) => Uint8Array = (bytes) => bytes): Promise<Checkpoint> {
  const content = change(Buffer.from(sealedBytes(note)));
  const contentDigest = createHash(hashOf(key.signer.algorithm)).update(content).digest();
  const seal = await signCms({ contentDigest, certificates: [key.certificate, ...key.chain], signer: key.signer });
  const timestamp = await pki.timestamp(createHash('sha256').update(seal).digest());
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return { format: checkpointFormat, version: checkpointVersion, note, seal: base64(seal), timestamp: base64(timestamp) };
}
