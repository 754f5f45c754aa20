import type { RevocationSource } from '#pades';
import type { ValidationAnswer, ValidationPool } from '../validation-pool.js';
import { fetchRevocation, lacksRevocation } from './fetch-revocation.js';

export interface OnlineAnswer {
  readonly answer: ValidationAnswer;
  /** Why nothing was had from where. */
  readonly failures: readonly string[];
}

/**
 * Validates, asks the source for revocation data that was missing, and validates once more with what came. Files are read in workers only;
 * what this thread sees is certificates.
 */
export async function validateOnline(pool: Pick<ValidationPool, 'validate' | 'revocationErrands'>, bytes: Uint8Array, at: Date, source: RevocationSource): Promise<OnlineAnswer> {
  const answer = await pool.validate(bytes, at);
  if (!lacksRevocation(answer)) return { answer, failures: [] };
  const errands = await pool.revocationErrands(bytes);
  if (errands.questions.length === 0) return { answer, failures: [] };
  const { material, failures } = await fetchRevocation(errands, source, at);
  return { answer: await pool.validate(bytes, at, material), failures };
}
