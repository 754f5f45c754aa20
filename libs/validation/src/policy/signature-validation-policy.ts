import { defaultAlgorithmConstraints, type AlgorithmConstraints } from './algorithm-constraints.js';

/** What to accept. Defaults refuse: whoever wants less says so here, and the report names the policy. */
export interface SignatureValidationPolicy {
  readonly name: string;
  readonly version: string;
  /**
   * Missing revocation data for a certificate that needs it: `indeterminate` (TRY_LATER) or `accept`, which a caller
   * may choose for closed settings; the report then carries `revocation-unknown` as a note.
   */
  readonly missingRevocation: 'indeterminate' | 'accept';
  /** Form fields filled after a signature where nobody forbade it (R8): permitted, but the document is not plainly valid. */
  readonly formFilling: 'indeterminate' | 'permitted' | 'forbidden';
  /** A new visible signature field after an approval signature may cover content (A-19, R10). */
  readonly visibleSignatureFields: 'indeterminate' | 'permitted' | 'forbidden';
  readonly algorithms: AlgorithmConstraints;
  /** How far clocks may be apart, in milliseconds: claimed times against proven ones, timestamps against each other. */
  readonly claimedTimeTolerance: number;
  /** Longest acceptable time between the claimed signing time and the best signature time, in milliseconds (EN 319 102-1 5.5.4); null: any. */
  readonly maxTimestampDelay: number | null;
  /** Certificate policies (object identifiers) of which the signer's path must keep one (RFC 5280 6.1.1 c); null: any or none. */
  readonly certificatePolicies: readonly string[] | null;
  /** Signature policies (EN 319 122-1 5.2.9) that the caller has read and accepts. A signature that names any other stays open. */
  readonly signaturePolicies: readonly AcceptedSignaturePolicy[];
  readonly limits: AnalysisLimits;
}

export interface AcceptedSignaturePolicy {
  /** Object identifier. */
  readonly identifier: string;
  /** Base64 of the document whose hash the signature must name; without it the hash is not looked at. */
  readonly document?: string;
}

/** Bounds against hostile files (R12). Exceeding one is INDETERMINATE, never "no changes". */
export interface AnalysisLimits {
  readonly maxSignatures: number;
  readonly maxObjects: number;
  /** Arrays and dictionaries inside one another. */
  readonly maxDepth: number;
  /** Decoded bytes of one stream. */
  readonly maxInflatedBytes: number;
}

export const defaultPolicy: SignatureValidationPolicy = {
  name: 'justera-default',
  version: '1',
  missingRevocation: 'indeterminate',
  formFilling: 'indeterminate',
  visibleSignatureFields: 'indeterminate',
  algorithms: defaultAlgorithmConstraints,
  claimedTimeTolerance: 60_000,
  maxTimestampDelay: null,
  certificatePolicies: null,
  signaturePolicies: [],
  limits: { maxSignatures: 1_000, maxObjects: 500_000, maxDepth: 100, maxInflatedBytes: 64 * 1024 * 1024 },
};
