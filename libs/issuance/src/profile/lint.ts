import { envelopeClauses } from './envelope-clauses.js';
import { extensionClauses } from './extension-clauses.js';
import type { Clause, LintContext, LintFinding } from './lint-context.js';
import { subjectClauses } from './subject-clauses.js';

/** Every clause of the profile that can be judged before signing. CP-25 is judged on the issued certificate. */
export const clauses: readonly Clause[] = [...envelopeClauses, ...subjectClauses, ...extensionClauses];

/** What breaks the certificate profile (docs/spec/certificate-profile.md); empty when nothing does. */
export function lintCertificate(context: LintContext): LintFinding[] {
  return clauses.flatMap(({ id, check }): LintFinding[] => {
    const problem = check(context);
    return problem === undefined ? [] : [{ clause: id, problem }];
  });
}
