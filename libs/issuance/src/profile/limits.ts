/** notBefore lies this far before issue, for verifiers whose clock is behind (CP-05). */
export const BACKDATING_MILLISECONDS = 60_000;
/** Longest life of a one-time certificate (CP-06): shorter than any revocation could be processed. */
export const LONGEST_LIFE_MILLISECONDS = 24 * 3_600_000;
/** Life unless the caller wants another. */
export const USUAL_LIFE_MILLISECONDS = 4 * 3_600_000;
/** An authentication older than this is not one for this signature (CP-22). */
export const OLDEST_AUTHENTICATION_MILLISECONDS = 26 * 3_600_000;
