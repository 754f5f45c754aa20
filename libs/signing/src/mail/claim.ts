import type { Transaction } from '#persistence';

/** Longer than the mail server may take; after it whoever claimed is taken for dead. */
const claimSeconds = 60;

/**
 * Claims the sending of one mail, so that the same job run twice at once sends once. Timed by the database's clock.
 * False when somebody else is sending it right now.
 */
export async function claimSending(tx: Transaction, effectKey: string): Promise<boolean> {
  const claimed = await tx.execute(
    `INSERT INTO justera.effect (body_id, effect_key, done_at, detail) VALUES ($1, $2, clock_timestamp(), '{}'::jsonb)
     ON CONFLICT (body_id, effect_key) DO UPDATE SET done_at = excluded.done_at
     WHERE effect.done_at < clock_timestamp() - $3 * interval '1 second'`,
    [tx.bodyId, `sending:${effectKey}`, claimSeconds],
  );
  return claimed === 1;
}

/** Lets the next try begin at once. */
export async function releaseSending(tx: Transaction, effectKey: string): Promise<void> {
  await tx.execute(`UPDATE justera.effect SET done_at = 'epoch' WHERE body_id = $1 AND effect_key = $2`, [tx.bodyId, `sending:${effectKey}`]);
}
