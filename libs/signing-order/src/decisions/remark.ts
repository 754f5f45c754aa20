import type { RejectionCode } from '../rejection.js';
import type { TaskState } from '../state.js';

const commitment = /^[0-9a-f]{64}$/u;

/** Why this signatory's consent cannot carry this remark; undefined when it can, or carries none. */
export function remarkRefusal(task: TaskState, remarkCommitment: string | undefined): RejectionCode | undefined {
  if (remarkCommitment === undefined) return undefined;
  if (task.mayRemark !== true) return 'remark-not-allowed';
  return commitment.test(remarkCommitment) ? undefined : 'remark-not-committed';
}
