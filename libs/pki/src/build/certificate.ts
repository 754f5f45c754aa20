import { BuildError } from './build-error.js';
import { bitString, explicit, integer, sequence, timeOf } from './encode.js';
import { signatureIdentifier, type PrivateKeySigner, type SigningAlgorithm } from './signer.js';

/** What goes into a certificate. Nothing is added: the profile is the caller's. */
export interface CertificateTemplate {
  /** Magnitude octets, positive, at most 20 (RFC 5280 §4.1.2.2). */
  readonly serialNumber: Uint8Array;
  /** DER Name: the issuer's subject, byte for byte. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** DER Extensions, in the order they shall have. */
  readonly extensions: readonly Uint8Array[];
}

const version3 = explicit(0, integer(2));

/** DER TBSCertificate (RFC 5280 §4.1). @throws BuildError */
export function encodeTbsCertificate(template: CertificateTemplate, algorithm: SigningAlgorithm): Uint8Array {
  const serial = integer(template.serialNumber);
  // 20 octets of content, sign octet included; zero is no serial number.
  if (serial.length > 22 || template.serialNumber.every((octet) => octet === 0)) throw new BuildError('bad-serial-number');
  if (template.notAfter.getTime() < template.notBefore.getTime()) throw new BuildError('bad-validity');
  return sequence(
    version3,
    serial,
    signatureIdentifier(algorithm),
    template.issuer,
    sequence(timeOf(template.notBefore), timeOf(template.notAfter)),
    template.subject,
    template.spki,
    explicit(3, sequence(...template.extensions)),
  );
}

/** The certificate, signed. */
export async function buildCertificate(template: CertificateTemplate, issuer: PrivateKeySigner): Promise<Uint8Array> {
  return signTbs(encodeTbsCertificate(template, issuer.algorithm), issuer);
}

/** SEQUENCE { tbs, algorithm, signature }: the shape certificates, CRLs and basic OCSP responses share. */
export async function signTbs(tbs: Uint8Array, signer: PrivateKeySigner, ...behind: readonly Uint8Array[]): Promise<Uint8Array> {
  const signature = await signer.sign(tbs);
  return sequence(tbs, signatureIdentifier(signer.algorithm), bitString(signature), ...behind);
}
