import type { ManifestTask, SignatureReport } from '../api/validation.js';

/** `earlier`: signed what the file was before somebody changed it. `open`: the right name, and nobody can confirm that it is theirs. */
export type TaskStanding = ManifestTask['state'] | 'earlier' | 'open';

/** "Has signed" is only said of what holds: the manifest's own comparison looks at names and bytes alone. */
export function taskStanding({ state, fieldName }: ManifestTask, signatures: readonly SignatureReport[]): TaskStanding {
  if (state !== 'signed') return state;
  const signature = signatures.find((one) => one.fieldName === fieldName && one.kind !== 'documentTimestamp');
  if (signature === undefined || signature.indication === 'INDETERMINATE') return 'open';
  if (signature.indication === 'TOTAL_PASSED') return 'signed';
  return signature.changesAfter === 'forbidden' ? 'earlier' : 'broken';
}
