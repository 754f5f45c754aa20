import type { Transaction } from '#persistence';

/** The words that stand, by task: of those who approved or signed with a remark, as long as they are not erased. */
export async function remarksOf(tx: Transaction, signRequestId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.authorisations.listOf(signRequestId);
  return new Map(rows.flatMap(({ taskId, state, remark }) => (state === 'voided' || remark === null ? [] : [[taskId, remark] as const])));
}
