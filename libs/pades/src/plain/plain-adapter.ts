import { createHash } from 'node:crypto';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import { Signer, SignPdfError } from '@signpdf/utils';
import { openPdf } from '#pdf/read';
import { signCms } from '#pki/build';
import { PadesError } from '../pades-error.js';
import type { SigningIdentity } from '../sign/append-signature.js';
import { plainPlaceholder } from './plain-placeholder.js';
import type { PlainRequest } from './plain-request.js';

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
 * `adbe.pkcs7.detached` by @signpdf and node-forge, for bodies whose readers know nothing newer (docs/plain-signatures.md says what it lacks). The
 * whole file is copied and searched. Never used for a case.
 * @returns the whole file, of which the input is an exact prefix
 * @throws PadesError `plain-signing-failed`; `field-not-found`, `field-already-signed`, `field-locked`, `permission-denied`; PdfError
 */
export async function signPlain(request: PlainRequest): Promise<Uint8Array> {
  const { pdf, p12, passphrase, signingTime } = request;
  const prepared = Buffer.concat([pdf, plainPlaceholder(openPdf(pdf), request)]);
  const signed = await signedBy(() => new SignPdf().sign(prepared, new P12Signer(Buffer.from(p12), { passphrase }), signingTime));
  // PF-01: @signpdf strips line ends and moves bytes (PF-02); that it touched nothing of the input is looked at, not assumed.
  if (!signed.subarray(0, pdf.byteLength).equals(pdf)) throw new PadesError('lint-failed', 'the input is not a prefix of the result', { id: 'PF-01' });
  return signed;
}

/** node-forge throws plain errors: wrong passphrases, keys that are not RSA, files that are no PKCS #12. */
async function signedBy(sign: () => Promise<Buffer>): Promise<Buffer> {
  try {
    return await sign();
  } catch (error) {
    const kind = error instanceof SignPdfError ? 'the file' : 'the PKCS #12 file, its passphrase, or a key that is not RSA';
    throw new PadesError('plain-signing-failed', `@signpdf could not sign: ${kind}`, {}, error);
  }
}
