import type { Transaction } from '#persistence';

/** A case that waits for signatures and has a due date, with the open tasks whose persons have been invited and not been written to today. */
export interface DueCase {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly dueDate: string;
  readonly createdAt: Date;
  readonly tasks: readonly { readonly invitedAt: Date; readonly remindedOn: string | null; readonly remindedFor: string | null; readonly reminderCount: number }[];
}

const casesAtOnce = 200;

interface Row {
  readonly id: string;
  readonly due_date: string;
  readonly created_at: Date;
  readonly tasks: readonly { readonly invited_at: string; readonly reminded_on: string | null; readonly reminded_for: string | null; readonly reminder_count: number }[] | null;
}

/** A page of them, the most urgent first; the next begins after the last of this. */
export async function casesWithDueDate(tx: Transaction, { today, until }: { readonly today: string; readonly until: string }, after?: DueCase): Promise<readonly DueCase[]> {
  const rows = await tx.query<Row>(
    `SELECT request.id, request.due_date::text AS due_date, request.created_at, (
       SELECT jsonb_agg(jsonb_build_object('invited_at', task.invited_at, 'reminded_on', task.reminded_on, 'reminded_for', task.reminded_for, 'reminder_count', task.reminder_count))
       FROM justera.sign_task AS task
       WHERE task.body_id = request.body_id AND task.sign_request_id = request.id AND task.state = 'open' AND task.invited_at IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM justera.sign_task AS other
         WHERE other.body_id = task.body_id AND other.reminded_on = $2::date AND lower(other.email) = lower(task.email))) AS tasks
     FROM justera.sign_request AS request
     WHERE request.body_id = $1 AND request.state = 'awaitingSignatures' AND request.due_date IS NOT NULL AND request.due_date <= $3::date
       AND ($4::date IS NULL OR (request.due_date, request.id) > ($4::date, $5::uuid))
     ORDER BY request.due_date, request.id LIMIT $6`,
    [tx.bodyId, today, until, after?.dueDate ?? null, after?.id ?? null, casesAtOnce],
  );
  return rows.map(({ id, due_date, created_at, tasks }) => ({
    id,
    dueDate: due_date,
    createdAt: created_at,
    tasks: (tasks ?? []).map((task) => ({ invitedAt: new Date(task.invited_at), remindedOn: task.reminded_on, remindedFor: task.reminded_for, reminderCount: task.reminder_count })),
  }));
}

/** Names what the office has been told of a due date: recorded in the transaction that decides to tell it. */
export const escalationKey = (signRequestId: string, stage: 'dueSoon' | 'overdue', dueDate: string): string => `escalated:${signRequestId}:${stage}:${dueDate}`;

/** The keys of these cases that are recorded. */
export async function escalatedAlready(tx: Transaction, cases: readonly Pick<DueCase, 'id' | 'dueDate'>[]): Promise<ReadonlySet<string>> {
  const keys = cases.flatMap(({ id, dueDate }) => [escalationKey(id, 'dueSoon', dueDate), escalationKey(id, 'overdue', dueDate)]);
  const rows = await tx.query<{ effect_key: string }>('SELECT effect_key FROM justera.effect WHERE body_id = $1 AND effect_key = ANY($2::text[])', [tx.bodyId, keys]);
  return new Set(rows.map((row) => row.effect_key));
}
