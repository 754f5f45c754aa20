import { IssuanceError } from '../issuance-error.js';

/**
 * Leave to have exactly these linted bytes signed, once, by one authority. It is an object in memory and is never
 * written down: a crash between prepare and issue costs a key pair and nothing else.
 */
export class IssuanceToken {
  #toBeSigned: Uint8Array | undefined;

  constructor(
    toBeSigned: Uint8Array,
    /** Fingerprint of the authority it was made for. */
    readonly authoritySha256: string,
    /** For the log: what was allowed to be signed. */
    readonly tbsSha256: string,
  ) {
    this.#toBeSigned = toBeSigned;
  }

  /** @throws IssuanceError `token-spent`, `token-of-another-authority` */
  redeem(authoritySha256: string): Uint8Array {
    if (authoritySha256 !== this.authoritySha256) {
      throw new IssuanceError('token-of-another-authority', 'The token was made for another issuing certificate.');
    }
    const tbs = this.#toBeSigned;
    if (tbs === undefined) throw new IssuanceError('token-spent', 'The token has been used.');
    this.#toBeSigned = undefined;
    return tbs;
  }
}
