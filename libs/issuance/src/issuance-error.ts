import { JusteraError } from '#platform/base';

export type IssuanceErrorCode =
  /** The certificate to be breaks the profile; details name the clauses. */
  | 'profile-violated'
  /** The token was used before, or belongs to another authority. */
  | 'token-spent'
  | 'token-of-another-authority'
  /** What came out of the signing key is not what was linted. */
  | 'issued-certificate-wrong'
  | 'identity-disposed'
  | 'identity-already-used'
  /** The CA certificate may not issue, or not now. */
  | 'authority-unfit'
  | 'key-file-missing'
  | 'key-file-exists'
  /** Group or others may read it. */
  | 'key-file-too-open'
  | 'key-not-encrypted'
  | 'wrong-passphrase'
  | 'no-key-in-file'
  | 'no-certificate-in-file'
  /** The file that should hold the key's certificate is not there, or may not be read; details.file. */
  | 'certificate-file-missing'
  /** The key signs, but its certificate does not verify what it signed; or it cannot sign at all. */
  | 'key-fails-probe'
  | 'key-does-not-match-certificate'
  /** Damaged, or protected in a way that is not known. */
  | 'key-file-unreadable'
  /** Neither RSA, RSASSA-PSS as readers verify it, EC on P-256, P-384 or P-521, nor Ed25519; details.reason. */
  | 'key-unsupported'
  /** More than one key, and nobody said which; details.names lists them. */
  | 'several-keys'
  /** A PKCS #11 library, token or key cannot be used; details.reason says why. */
  | 'key-store-unavailable'
  /** The token would give the private key away. */
  | 'key-extractable'
  | 'bad-key-address'
  /** A certification request that is malformed, or not signed with its own key. */
  | 'bad-request'
  /** The revocation list before cannot be carried on. */
  | 'crl-unusable'
  | 'not-of-this-authority';

export class IssuanceError extends JusteraError<IssuanceErrorCode> {}
