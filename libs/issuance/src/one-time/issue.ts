import { bitString, sequence, signatureIdentifier } from '#pki/build';
import type { Certificate } from '#pki/parse';
import type { IssuingAuthority } from '../authority/issuing-authority.js';
import { IssuanceError } from '../issuance-error.js';
import type { IssuanceToken } from './issuance-token.js';

/**
 * Signs what the token allows and checks the outcome (CP-25). The certificate holds the linted bytes because it is made of
 * them; what the key store gave back for a signature has to verify over them under the CA's certificate.
 *
 * @throws IssuanceError `token-spent`, `token-of-another-authority`, `issued-certificate-wrong`
 */
export async function issue(token: IssuanceToken, authority: IssuingAuthority): Promise<Certificate> {
  const linted = token.redeem(authority.certificate.sha256);
  const signature = await authority.signer.sign(linted.tbs);
  const der = sequence(linted.tbs, signatureIdentifier(authority.signer.algorithm), bitString(signature));
  const certificate = linted.withSignature(der, signature);
  if (!certificate.isSignedBy(authority.certificate)) {
    throw new IssuanceError('issued-certificate-wrong', 'The issued certificate does not verify under the issuing certificate.');
  }
  return certificate;
}
