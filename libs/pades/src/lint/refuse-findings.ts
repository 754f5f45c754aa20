import { PadesError } from '../pades-error.js';
import type { LintFinding } from './lint-signature.js';

/** What breaks a requirement does not leave. @throws PadesError `lint-failed`, details.id the first of them */
export function refuseFindings(findings: readonly LintFinding[]): void {
  const [first] = findings;
  if (first !== undefined) throw new PadesError('lint-failed', `${first.id}: ${first.message}`, { id: first.id, field: first.fieldName });
}
