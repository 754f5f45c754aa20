import { createHash } from 'node:crypto';
import type { SignatureValidationPolicy } from './policy/signature-validation-policy.js';
import { isIntact } from './examine-signatures.js';
import type { ExaminedSignature } from './examined-signature.js';
import { judgeSignature, type JudgedSignature } from './judge-signature.js';
import { ProofsOfExistence } from './time-stamps/proofs-of-existence.js';
import type { DocumentTimeStamp } from './time-stamps/document-time-stamp.js';
import { validateTimeStamp } from './time-stamps/validate-time-stamp.js';
import type { ValidationMaterial } from './x509-certificate-validation/validation-material.js';

export interface Judgement {
  readonly documentTimeStamps: ReadonlyMap<ExaminedSignature, DocumentTimeStamp>;
  readonly signatures: ReadonlyMap<ExaminedSignature, JudgedSignature>;
}

/**
 * Who vouches, and when. Document timestamps from the newest to the oldest (EN 319 102-1 5.6.3): each one found valid
 * proves that all it covers existed at its time, so an older one whose certificate has expired can still be judged.
 */
export function judgeSignatures(examined: readonly ExaminedSignature[], material: ValidationMaterial, policy: SignatureValidationPolicy, now: Date): Judgement {
  const proofs = new ProofsOfExistence(now);
  const documentTimeStamps = new Map<ExaminedSignature, DocumentTimeStamp>();
  for (const signature of [...examined].reverse()) {
    const { cms, digest, found } = signature;
    if (cms?.kind !== 'timestamp') continue;
    const { revisionIndex } = found;
    const verdict = validateTimeStamp({
      token: cms.token, stamped: digest ?? new Uint8Array(), kind: 'documentTimeStamp', existedAt: proofs.ofSignature(revisionIndex), material, proofs, policy,
    });
    documentTimeStamps.set(signature, { signature, revisionIndex, verdict });
    if (isIntact(signature) && signature.checked.isProperTimeStamp && verdict.conclusion.indication === 'TOTAL_PASSED') proofs.add(revisionIndex, cms.token.genTime);
  }
  const stamps = [...documentTimeStamps.values()].filter(({ signature, verdict }) => verdict.intact && isIntact(signature));
  const signatures = new Map<ExaminedSignature, JudgedSignature>();
  for (const signature of examined) {
    const { cms, found } = signature;
    if (cms?.kind !== 'signature') continue;
    const timestamps = cms.timestamps.map((token) => token === undefined ? undefined : validateTimeStamp({
      token, stamped: (hash) => createHash(hash).update(cms.signer.signature).digest(), kind: 'signatureTimeStamp',
      existedAt: proofs.ofSignature(found.revisionIndex), material, proofs, policy,
    }));
    signatures.set(signature, judgeSignature({ signature, cms, timestamps, documentTimeStamps: stamps, proofs, material, policy }));
  }
  return { documentTimeStamps, signatures };
}
