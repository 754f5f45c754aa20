import { createHash } from 'node:crypto';

import { signatureIdentifier } from '#pki/build';
import { readAlgorithmIdentifier, readDer, signatureAlgorithm, verifySignature } from '#pki/parse';
import { IssuanceError } from '../issuance-error.js';
import type { SigningKey } from './signing-key.js';

/** Not of a document: nothing that a key signs here could be taken for a signature of anything. */
const probe = createHash('sha256').update('justera start-up probe').digest();

/**
 * Has a key sign once, and asks its certificate: a key that cannot sign is found at start and not when a person waits for it.
 *
 * @throws IssuanceError `key-fails-probe`, and what a token says
 */
export async function proveKey({ certificate, signer }: Pick<SigningKey, 'certificate' | 'signer'>): Promise<void> {
  const algorithm = signatureAlgorithm(readAlgorithmIdentifier(readDer(signatureIdentifier(signer.algorithm))));
  const signature = await signedProbe(signer);
  if (algorithm === undefined || !verifySignature(algorithm, certificate.publicKey, probe, signature)) {
    throw new IssuanceError('key-fails-probe', 'What the key signs does not verify under its certificate.', { details: { algorithm: signer.algorithm } });
  }
}

async function signedProbe(signer: SigningKey['signer']): Promise<Uint8Array> {
  try {
    return await signer.sign(probe);
  } catch (cause) {
    if (cause instanceof IssuanceError) throw cause;
    throw new IssuanceError('key-fails-probe', 'The key cannot sign.', { details: { algorithm: signer.algorithm }, cause });
  }
}
