import { JusteraError } from '#platform';

/**
 * Why somebody could not be identified. Closed: people's texts and tests hang on these words.
 *
 * - `provider-unreachable`: discovery, token endpoint or keys do not answer. The only one worth a retry as it stands.
 * - `provider-misconfigured`: our configuration, or what the provider publishes, cannot work.
 * - `insecure-provider`: plain http where it is not explicitly allowed, or not on loopback.
 * - `authentication-cancelled`: the person said no at the provider.
 * - `authentication-failed`: the provider answered with an error of its own.
 * - `answer-invalid`: state, nonce, PKCE, issuer, audience, signature or lifetime: not an answer to our question.
 * - `authentication-not-fresh`: the person was not authenticated for this signature, but earlier.
 * - `level-of-assurance-unknown`: an acr that the configuration does not map to a level.
 * - `level-of-assurance-too-low`: a known level under the one that the case requires.
 * - `claims-missing`: no usable name or subject.
 */
export type IdentityErrorCode =
  | 'provider-unreachable'
  | 'provider-misconfigured'
  | 'insecure-provider'
  | 'authentication-cancelled'
  | 'authentication-failed'
  | 'answer-invalid'
  | 'authentication-not-fresh'
  | 'level-of-assurance-unknown'
  | 'level-of-assurance-too-low'
  | 'claims-missing';

/** Never carries a token, a code, a subject or a name: its message may be logged. */
export class IdentityError extends JusteraError<IdentityErrorCode> {
  constructor(code: IdentityErrorCode, detail?: string) {
    super(code, detail === undefined ? code : `${code}: ${detail}`);
  }

  /** Worth trying again as it stands, without asking the person. */
  get retryable(): boolean {
    return this.code === 'provider-unreachable';
  }
}
