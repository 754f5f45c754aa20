import type { SignedData, SignerInfo, TimeStampToken } from '#pki/parse';
import type { VerifiedValue } from './cryptographic-verification/verify-signature-value.js';
import type { SignedZone } from './format-checking/byte-range.js';
import type { CheckedDictionary } from './format-checking/check-signature-dictionary.js';
import type { IdentifiedCertificate } from './identification-of-the-signing-certificate/identify-signing-certificate.js';
import type { Finding } from './report/reason.js';
import type { FoundSignature } from './signature-discovery/found-signature.js';

/** A content timestamp and the digest of what it should stamp. */
export interface StampedContent {
  /** Undefined for an attribute that holds no readable token. */
  readonly token: TimeStampToken | undefined;
  readonly digest: Uint8Array | undefined;
}

/** A signature after format checking, identification and cryptographic verification: facts of the file, nobody trusted yet. */
export interface ExaminedSignature {
  readonly found: FoundSignature;
  readonly checked: CheckedDictionary;
  readonly zone: SignedZone | undefined;
  readonly findings: readonly Finding[];
  /** Of the signed zone, by the algorithm that the CMS or the token names. */
  readonly digest: Uint8Array | undefined;
  readonly cms:
    | { readonly kind: 'signature'; readonly signedData: SignedData; readonly signer: SignerInfo; readonly identified: IdentifiedCertificate; readonly verified: VerifiedValue; readonly timestamps: readonly (TimeStampToken | undefined)[]; readonly contentTimeStamps: readonly StampedContent[] }
    | { readonly kind: 'timestamp'; readonly token: TimeStampToken }
    | undefined;
}
