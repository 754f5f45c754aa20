/** Main status of one signature (EN 319 102-1 clause 5.1.3). */
export type Indication = 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE';

/** The closed list of EN 319 102-1 clause 5.1.3, tables 5 and 6. */
export const subIndications = [
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
  'SIG_CONSTRAINTS_FAILURE',
  'CHAIN_CONSTRAINTS_FAILURE',
  'CERTIFICATE_CHAIN_GENERAL_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'POLICY_PROCESSING_ERROR',
  'SIGNATURE_POLICY_NOT_AVAILABLE',
  'TIMESTAMP_ORDER_FAILURE',
  'NO_SIGNING_CERTIFICATE_FOUND',
  'NO_CERTIFICATE_CHAIN_FOUND',
  'NO_CERTIFICATE_CHAIN_FOUND_NO_POE',
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'OUT_OF_BOUNDS_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'NO_POE',
  'TRY_LATER',
  'SIGNED_DATA_NOT_FOUND',
] as const;

export type SubIndication = (typeof subIndications)[number];

/** What one building block says; blocks are joined with {@link worse}. */
export interface Conclusion {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
}

export const passed: Conclusion = { indication: 'TOTAL_PASSED' };

export function failed(subIndication: SubIndication): Conclusion {
  return { indication: 'TOTAL_FAILED', subIndication };
}

export function indeterminate(subIndication: SubIndication): Conclusion {
  return { indication: 'INDETERMINATE', subIndication };
}

const weight: Record<Indication, number> = { TOTAL_PASSED: 0, INDETERMINATE: 1, TOTAL_FAILED: 2 };

/** FAILED wins over INDETERMINATE wins over PASSED; among equals the earlier block speaks. */
export function worse(first: Conclusion, second: Conclusion): Conclusion {
  return weight[second.indication] > weight[first.indication] ? second : first;
}
