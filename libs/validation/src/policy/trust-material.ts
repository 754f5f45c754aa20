import type { TrustedListUse, TrustedService } from '../qualification/trusted-service.js';

/**
 * Everything that validation may believe or use, as data: DER bytes. Anchors are trusted, the rest is only material
 * that must prove itself.
 */
export interface TrustMaterial {
  /** Roots (or directly trusted certificates) for natural persons' signatures. */
  readonly signatureAnchors: readonly Uint8Array[];
  /** Roots for electronic seals of legal persons. */
  readonly sealAnchors: readonly Uint8Array[];
  /** Roots for time-stamping authorities. A timestamp is never judged by signature anchors. */
  readonly timestampAnchors: readonly Uint8Array[];
  /** Services of verified trusted lists: anchors for as long as their status lasts, and what qualification rests on. */
  readonly services?: readonly TrustedService[];
  /** The lists that `services` come from; `isWhole` when no list that was wanted is missing among them. */
  readonly trustedLists?: { readonly used: readonly TrustedListUse[]; readonly isWhole: boolean };
  /**
   * Anchors that ceased to be trusted: SHA-256 of the certificate in lower-case hex → ISO 8601 time. What is proven to be
   * older stays trusted (EN 319 102-1, NO_CERTIFICATE_CHAIN_FOUND_NO_POE otherwise).
   */
  readonly anchorsTrustedUntil?: Readonly<Record<string, string>>;
  readonly intermediates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  /**
   * Said by whoever asked for fresh revocation data on this very file and put it in here. `all`: every certificate of the file that
   * can be revoked was asked about and answered for. `some`: not every one. Absent: nobody was asked.
   */
  readonly onlineRevocation?: 'all' | 'some';
}
