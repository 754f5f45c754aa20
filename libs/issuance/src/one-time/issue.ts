import { signTbs } from '#pki/build';
import { parseCertificate, type Certificate } from '#pki/parse';
import type { IssuingAuthority } from '../authority/issuing-authority.js';
import { IssuanceError } from '../issuance-error.js';
import type { IssuanceToken } from './issuance-token.js';

/**
 * Signs what the token allows and checks the outcome (CP-25): same bytes, signature right under the CA's certificate.
 *
 * @throws IssuanceError `token-spent`, `token-of-another-authority`, `issued-certificate-wrong`
 */
export async function issue(token: IssuanceToken, authority: IssuingAuthority): Promise<Certificate> {
  const tbs = token.redeem(authority.certificate.sha256);
  const certificate = parseCertificate(await signTbs(tbs, authority.signer));
  if (Buffer.compare(certificate.tbs, tbs) !== 0 || !certificate.isSignedBy(authority.certificate)) {
    throw new IssuanceError('issued-certificate-wrong', 'The issued certificate does not verify under the issuing certificate.');
  }
  return certificate;
}
