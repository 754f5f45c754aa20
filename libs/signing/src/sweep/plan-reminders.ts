import { addDays, isReminderDue, isTimeToWrite } from '#minutes';
import type { BodyRow } from '#persistence';
import { errorCode } from '#platform';
import type { WorkerDependencies } from '../dependencies.js';
import { casesWithDueDate, escalatedAlready, escalationKey, type DueCase } from './cases-with-due-date.js';
import { planCase } from './plan-case.js';
import { planNotices } from './plan-notices.js';
import { escalationOf, remindedOf, writingTimeOf, type WritingTime } from './writing-time.js';

export interface Planned {
  readonly reminders: number;
  readonly escalations: number;
  /** Bodies and cases that could not be looked at now; logged, and tried again by the next run. */
  readonly failed: number;
}

/** More than the most working days that a profile can name. */
const horizonDays = 120;

/**
 * Job `remind`, every minute: reminds those whose turn it is of the due date, and tells the office when time runs short, of signatures or of the
 * notice. From state and clock alone, one
 * transaction per case, each thing told once: so it may run at any time, twice at once, not at all for a week, and be killed anywhere.
 */
export async function planReminders(worker: WorkerDependencies): Promise<Planned> {
  const bodies = await worker.database.withoutBody((lookups) => lookups.bodies());
  const sum = { reminders: 0, escalations: 0, failed: 0 };
  for (const { bodyId } of bodies) {
    try {
      const body = await worker.database.inBody(bodyId, (tx) => tx.bodies.get());
      if (body !== undefined) await planBody(worker, body, sum);
    } catch (error) {
      sum.failed += 1;
      worker.logger.error({ bodyId, code: errorCode(error) ?? 'unexpected' }, 'reminders of a body could not be planned');
    }
  }
  return sum;
}

async function planBody(worker: WorkerDependencies, body: BodyRow, sum: { reminders: number; escalations: number; failed: number }): Promise<void> {
  const writing = writingTimeOf(body, worker.clock.now());
  if (!isTimeToWrite(writing.wall, writing.hours)) return;
  const notices = await planNotices(worker, body, writing);
  sum.escalations += notices.told;
  sum.failed += notices.failed;
  let after: DueCase | undefined;
  for (;;) {
    const cases = await worker.database.inBody(body.bodyId, (tx) => casesWithDueDate(tx, { today: writing.wall.day, until: addDays(writing.wall.day, horizonDays) }, after));
    after = cases.at(-1);
    if (after === undefined) return;
    const told = await worker.database.inBody(body.bodyId, (tx) => escalatedAlready(tx, cases));
    for (const one of cases.filter((each) => isSomethingDue(each, writing, body.timeZone, told))) {
      try {
        const planned = await worker.database.inBody(body.bodyId, (tx) => planCase(worker, tx, one.id, writing));
        sum.reminders += planned.reminders;
        sum.escalations += planned.escalations;
      } catch (error) {
        // One broken case must not leave all others without a word.
        sum.failed += 1;
        worker.logger.error({ signRequestId: one.id, code: errorCode(error) ?? 'unexpected' }, 'reminders of a case could not be planned');
      }
    }
  }
}

/** Looked at before a case is held, so that nobody who signs has to wait for a sweep that finds nothing to do. */
function isSomethingDue({ dueDate, tasks, id, createdAt }: DueCase, writing: WritingTime, timeZone: string, told: ReadonlySet<string>): boolean {
  const { wall, time: { reminders } } = writing;
  const stage = escalationOf(writing, dueDate, createdAt, timeZone);
  if (stage !== undefined && !told.has(escalationKey(id, stage, dueDate))) return true;
  return reminders !== 'off' && tasks.some((task) => isReminderDue(reminders, remindedOf(task, dueDate, timeZone), wall));
}
