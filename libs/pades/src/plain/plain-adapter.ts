import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import { Signer } from '@signpdf/utils';
import { signCms } from '#pki/build';
import { createHash } from 'node:crypto';
import type { SigningIdentity } from '../sign/append-signature.js';

/** Our CMS behind the `Signer` interface of @signpdf, for callers who bring their own placeholder. */
export class PadesSigner extends Signer {
  constructor(private readonly identity: SigningIdentity) {
    super();
  }

  /** @param pdf the bytes of the ByteRange, joined; returns the DER CMS (B-B: no time-stamp) */
  override async sign(pdf: Buffer, _signingTime?: Date): Promise<Buffer> {
    const contentDigest = createHash('sha256').update(pdf).digest();
    return Buffer.from(await signCms({ contentDigest, certificates: [this.identity.certificate, ...this.identity.chain], signer: this.identity.signer }));
  }
}

/**
 * `adbe.pkcs7.detached` with an RSA key in a PKCS#12 file, for bodies whose readers know nothing newer. No PAdES baseline: no
 * signing-certificate-v2, a signing-time attribute, no time-stamp; the whole file is searched and copied. Never used for a case.
 * @param pdf with a placeholder, as @signpdf/placeholder-plain makes
 */
export async function signPlain(pdf: Uint8Array, p12: Uint8Array, passphrase: string): Promise<Uint8Array> {
  return new SignPdf().sign(Buffer.from(pdf), new P12Signer(Buffer.from(p12), { passphrase }));
}
