import { calendarDayIn, isReminderDue } from '#minutes';
import type { SignTaskRow, Transaction } from '#persistence';
import { isOrderFulfilled, taskOf, type SignRequestEvent } from '#signing-order';
import { lockRequest } from '../case/apply-command.js';
import { loadCase, type LoadedCase } from '../case/load-case.js';
import { recordEvidence } from '../case/record-evidence.js';
import { enqueueWork } from '../case/record-events.js';
import { mailWork, offices, type MailPayload } from '../case/work.js';
import type { WorkerDependencies } from '../dependencies.js';
import { addresseeOf } from '../mail/addressee.js';
import { escalationKey } from './cases-with-due-date.js';
import { escalationOf, remindedOf, type WritingTime } from './writing-time.js';

const actor = { kind: 'component', id: 'worker' } as const;

/** Decides for one case, in the caller's transaction: who is told, the evidence of it, and the mails in the outbox, together or not at all. */
export async function planCase(worker: WorkerDependencies, tx: Transaction, signRequestId: string, writing: WritingTime): Promise<{ readonly reminders: number; readonly escalations: number }> {
  // Two cases may have one person: decided one after another, so that nobody is written to twice on one day.
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))', ['justera.remind', tx.bodyId]);
  await lockRequest(tx, signRequestId);
  const loaded = await loadCase(tx, signRequestId);
  const { dueDate } = loaded.request;
  if (dueDate === null || loaded.state.status !== 'awaitingSignatures' || isOrderFulfilled(loaded.state)) return { reminders: 0, escalations: 0 };
  const escalations = await escalate(worker, tx, loaded, dueDate, writing);
  let reminders = 0;
  for (const task of await tasksToRemind(tx, loaded, dueDate, writing)) {
    if (await isToldToday(tx, task, writing.wall.day)) continue;
    await remind(worker, tx, task, dueDate, writing);
    reminders += 1;
  }
  return { reminders, escalations };
}

async function tasksToRemind(tx: Transaction, { request, tasks, state, body }: LoadedCase, dueDate: string, { time, wall }: WritingTime): Promise<readonly SignTaskRow[]> {
  const { reminders } = time;
  if (reminders === 'off') return [];
  const extendedOn = await lastNewDates(tx, request.id, body.timeZone);
  return tasks.filter((task) => {
    const now = taskOf(state, task.id);
    // Invited with the link that holds now; whoever has reported an error waits for us, not we for them.
    if (now?.status !== 'open' || now.invitedRotation !== now.linkRotation || state.openErrorReports?.some(({ taskId }) => taskId === task.id) === true) return false;
    const reminded = remindedOf(task, dueDate, body.timeZone);
    return isReminderDue(reminders, { ...reminded, lastToldOn: extendedOn > reminded.lastToldOn ? extendedOn : reminded.lastToldOn }, wall);
  });
}

/** The day on which everybody was last told of new dates; empty when there were none. */
async function lastNewDates(tx: Transaction, signRequestId: string, timeZone: string): Promise<string> {
  const events = (await tx.events.listOf(signRequestId)).map((row) => row.payload as SignRequestEvent);
  const last = events.findLast(({ type }) => type === 'SignRequestExtended' || type === 'SignRequestReopened');
  return last === undefined ? '' : calendarDayIn(new Date(last.at), timeZone);
}

async function isToldToday(tx: Transaction, { email }: SignTaskRow, today: string): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM justera.sign_task WHERE body_id = $1 AND reminded_on = $2::date AND lower(email) = lower($3) LIMIT 1', [tx.bodyId, today, email]);
  return rows.length > 0;
}

async function remind(worker: WorkerDependencies, tx: Transaction, task: SignTaskRow, dueDate: string, { now, wall }: WritingTime): Promise<void> {
  const { id: taskId, signRequestId } = task;
  const number = task.remindedFor === dueDate ? task.reminderCount + 1 : 1;
  await tx.tasks.update(taskId, { remindedOn: wall.day, remindedFor: dueDate, reminderCount: number });
  await recordEvidence(worker, tx, signRequestId, [{ at: now, type: 'SignatoryReminded', actor, data: { taskId, dueDate, on: wall.day, number } }]);
  await enqueueWork(worker, tx, [mailWork({ bodyId: tx.bodyId, signRequestId, taskId, kind: 'reminder', dueDate, on: wall.day })], now);
}

async function escalate(worker: WorkerDependencies, tx: Transaction, loaded: LoadedCase, dueDate: string, writing: WritingTime): Promise<number> {
  const { now } = writing;
  const stage = escalationOf(writing, dueDate, loaded.request.createdAt, loaded.body.timeZone);
  if (stage === undefined) return 0;
  const signRequestId = loaded.request.id;
  const mails = offices.map((to): MailPayload => ({ bodyId: tx.bodyId, signRequestId, taskId: null, kind: 'escalation', stage, dueDate, to })).filter((mail) => addresseeOf(loaded, mail) !== undefined);
  if (!(await tx.effects.record(escalationKey(signRequestId, stage, dueDate), now, { told: mails.length })) || mails.length === 0) return 0;
  await recordEvidence(worker, tx, signRequestId, [{ at: now, type: 'DueDateEscalated', actor, data: { stage, dueDate, to: mails.map(({ to }) => to ?? '') } }]);
  await enqueueWork(worker, tx, mails.map(mailWork), now);
  return 1;
}
