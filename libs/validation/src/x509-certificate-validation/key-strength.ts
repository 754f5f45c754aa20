import { CertificateError, type Certificate, type SignatureAlgorithm } from '#pki/parse';
import type { AlgorithmUse } from '../policy/algorithm-constraints.js';

export interface KeyStrength {
  readonly keyType: string;
  readonly keyBits: number;
}

/** Sizes of the curves that node:crypto names; a curve that is not here is not known, hence not accepted. */
const curveBits: Readonly<Record<string, number>> = {
  prime192v1: 192, secp192k1: 192, secp224r1: 224, secp224k1: 224, prime256v1: 256, secp256k1: 256, secp384r1: 384, secp521r1: 521,
  brainpoolP160r1: 160, brainpoolP192r1: 192, brainpoolP224r1: 224, brainpoolP256r1: 256, brainpoolP320r1: 320, brainpoolP384r1: 384, brainpoolP512r1: 512,
};

/** SubjectPublicKeyInfo of a P-256 key up to the point: asking OpenSSL for its details costs as much as verifying with it. */
const p256 = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');

/** Undefined for a key we cannot read or do not know. */
export function keyOf(certificate: Certificate): KeyStrength | undefined {
  try {
    const { publicKey } = certificate;
    if (publicKey.asymmetricKeyType === 'ec' && p256.compare(certificate.spki, 0, p256.length) === 0) return { keyType: 'ec', keyBits: 256 };
    const { asymmetricKeyType, asymmetricKeyDetails } = publicKey;
    if (asymmetricKeyType === undefined) return undefined;
    const bits = asymmetricKeyDetails?.modulusLength ?? curveBits[asymmetricKeyDetails?.namedCurve ?? ''] ?? 0;
    return { keyType: asymmetricKeyType, keyBits: bits };
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

/** A signature algorithm and the key it was used with, in the policy's terms; undefined when either is not known. */
export function useOf(algorithm: SignatureAlgorithm | undefined, signer: Certificate): AlgorithmUse | undefined {
  const key = keyOf(signer);
  if (algorithm === undefined || key === undefined) return undefined;
  // EdDSA brings its own hash.
  return { digest: 'hash' in algorithm ? algorithm.hash : 'sha512', ...key };
}
