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
  /** How far revocation data may be older than the best signature time, in milliseconds, for CA certificates. */
  readonly claimedTimeTolerance: number;
  readonly limits: AnalysisLimits;
}

/** Bounds against hostile files (R12). Exceeding one is INDETERMINATE, never "no changes". */
export interface AnalysisLimits {
  readonly maxSignatures: number;
  readonly maxObjects: number;
  readonly maxDepth: number;
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
  limits: { maxSignatures: 1_000, maxObjects: 500_000, maxDepth: 60, maxInflatedBytes: 64 * 1024 * 1024 },
};
