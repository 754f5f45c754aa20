import type { Certificate } from '#pki/parse';
import { IssuanceError } from '../issuance-error.js';

/**
 * Leave to have exactly these linted bytes signed, once, by one authority. It is an object in memory and is never
 * written down: a crash between prepare and issue costs a key pair and nothing else.
 */
export class IssuanceToken {
  #linted: Certificate | undefined;

  constructor(
    /** What passed the lint: a certificate whose signature is empty. */
    linted: Certificate,
    /** Fingerprint of the authority it was made for. */
    readonly authoritySha256: string,
  ) {
    this.#linted = linted;
  }

  /** @throws IssuanceError `token-spent`, `token-of-another-authority` */
  redeem(authoritySha256: string): Certificate {
    if (authoritySha256 !== this.authoritySha256) {
      throw new IssuanceError('token-of-another-authority', 'The token was made for another issuing certificate.');
    }
    const linted = this.#linted;
    if (linted === undefined) throw new IssuanceError('token-spent', 'The token has been used.');
    this.#linted = undefined;
    return linted;
  }
}
