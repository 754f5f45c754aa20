import type { RunnerSession } from '../database/sql-session.js';

/** Outside effects that were done. */
export class EffectStore {
  constructor(private readonly session: RunnerSession) {}

  async has(effectKey: string): Promise<boolean> {
    const rows = await this.session.query<{ effect_key: string }>(
      'SELECT effect_key FROM justera.effect WHERE body_id = $1 AND effect_key = $2',
      [this.session.bodyId, effectKey],
    );
    return rows.length === 1;
  }

  /** Records that it was done. False when it was recorded before: then it was done twice. */
  async record(effectKey: string, doneAt: Date, detail: Record<string, unknown> = {}): Promise<boolean> {
    const inserted = await this.session.execute(
      `INSERT INTO justera.effect (body_id, effect_key, done_at, detail) VALUES ($1, $2, $3, $4::jsonb)
       ON CONFLICT (body_id, effect_key) DO NOTHING`,
      [this.session.bodyId, effectKey, doneAt, JSON.stringify(detail)],
    );
    return inserted === 1;
  }
}
