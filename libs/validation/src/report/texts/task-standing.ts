import type { ManifestReport, SignatureReport } from '../validation-report.js';

type Task = ManifestReport['steps'][number]['tasks'][number];

/** `earlier`: signed what the file was before somebody changed it. `open`: the right name, and nobody can confirm that it is theirs. */
export type TaskStanding = Task['state'] | 'earlier' | 'open';

/** What may be said of a task to people. The manifest's comparison looks at names and bytes alone: "has signed" is only said of what holds. */
export function taskStanding({ state, fieldName }: Task, signatures: readonly SignatureReport[]): TaskStanding {
  if (state !== 'signed') return state;
  const signature = signatures.find((one) => one.fieldName === fieldName && one.kind !== 'documentTimestamp');
  if (signature === undefined || signature.indication === 'INDETERMINATE') return 'open';
  if (signature.indication === 'TOTAL_PASSED') return 'signed';
  return signature.changesAfter === 'forbidden' ? 'earlier' : 'broken';
}
