import type { FormerSignatoryRow, SignTaskRow, Transaction } from '#persistence';
import { taskOf, type SignRequestState } from '#signing-order';

/** Somebody whom a task belonged to, and who came after. */
export interface Replacement {
  readonly former: { readonly name: string; readonly email: string };
  readonly successorName: string;
  /** The same person, at another address. */
  readonly onlyAddress: boolean;
}

/** What happened to a task's person with the link of `rotation`; undefined when nothing did, or when it is erased. */
export async function replacementAt(tx: Transaction, task: SignTaskRow, rotation: number): Promise<Replacement | undefined> {
  const rows = await tx.formerSignatories.ofTask(task.id);
  const index = rows.findIndex((row) => row.rotation === rotation);
  const row = rows[index];
  if (row === undefined || row.name === null || row.email === null) return undefined;
  const successorName = rows[index + 1]?.name ?? task.name;
  return { former: { name: row.name, email: row.email }, successorName, onlyAddress: successorName === row.name };
}

/** Whether a link of this rotation was mailed to somebody whom the task does not belong to any more. */
export function isFormer(rows: readonly Pick<FormerSignatoryRow, 'rotation'>[], rotation: number): boolean {
  return rows.some((row) => row.rotation > rotation);
}

/** Whether what was begun as of a version of the request was begun by somebody else than whom the task belongs to now. */
export function isOthers(state: SignRequestState, taskId: string, requestVersion: number): boolean {
  const since = taskOf(state, taskId)?.personSince;
  return since !== undefined && requestVersion < since;
}
