import type { RejectionCode } from '../rejection.js';
import type { TaskStatus } from '../state.js';

const refusals: Readonly<Record<TaskStatus, RejectionCode | undefined>> = {
  waiting: 'out-of-turn',
  open: undefined,
  consented: 'already-consented',
  signed: 'already-signed',
  declined: 'already-declined',
  released: 'task-closed',
  closed: 'task-closed',
};

/** Why a signatory cannot act on a task in this state; undefined when it is their turn. */
export function taskRefusal(status: TaskStatus): RejectionCode | undefined {
  return refusals[status];
}
