import { calendarDayIn, postNoticeBy, workingDayUntil, type LegalClock } from '#minutes';
import type { BodyRow, Transaction } from '#persistence';
import { errorCode } from '#platform';
import { lockRequest } from '../case/apply-command.js';
import { loadCase } from '../case/load-case.js';
import { recordEvidence } from '../case/record-evidence.js';
import { enqueueWork } from '../case/record-events.js';
import { mailWork, offices, type MailPayload } from '../case/work.js';
import type { WorkerDependencies } from '../dependencies.js';
import { addresseeOf } from '../mail/addressee.js';
import type { WritingTime } from './writing-time.js';

const actor = { kind: 'component', id: 'worker' } as const;
/** What nobody has posted for so long is no oversight: bodies that post by other means write nothing here. */
const forgottenAfterDays = 30;
const casesAtOnce = 200;

const toldKey = (signRequestId: string): string => `escalated:${signRequestId}:noticeDue`;

/** Part of the job `remind`: tells the office once, on the last working day for it, that nobody has said that a notice was posted. How many cases, and how many could not be looked at. */
export async function planNotices(worker: WorkerDependencies, body: BodyRow, writing: WritingTime): Promise<{ readonly told: number; readonly failed: number }> {
  const { clock } = writing.time;
  if (clock === 'off') return { told: 0, failed: 0 };
  const cases = await worker.database.inBody(body.bodyId, (tx) => adjustedWithoutNotice(tx, writing.now));
  let [told, failed] = [0, 0];
  for (const { id, adjustedAt } of cases.filter((one) => isDue(calendarDayIn(one.adjustedAt, body.timeZone), clock, writing.wall.day))) {
    try {
      told += await worker.database.inBody(body.bodyId, (tx) => tell(worker, tx, id, postNoticeBy(calendarDayIn(adjustedAt, body.timeZone), clock), writing));
    } catch (error) {
      failed += 1;
      worker.logger.error({ signRequestId: id, code: errorCode(error) ?? 'unexpected' }, 'that a notice is missing could not be told');
    }
  }
  return { told, failed };
}

/** Not on the day of the adjustment, of which a mail of its own has told. */
function isDue(adjustedOn: string, clock: LegalClock, today: string): boolean {
  return today > adjustedOn && today >= workingDayUntil(postNoticeBy(adjustedOn, clock));
}

async function adjustedWithoutNotice(tx: Transaction, now: Date): Promise<readonly { readonly id: string; readonly adjustedAt: Date }[]> {
  const rows = await tx.query<{ id: string; adjusted_at: Date }>(
    `SELECT request.id, (SELECT max(task.signed_at) FROM justera.sign_task AS task WHERE task.body_id = request.body_id AND task.sign_request_id = request.id) AS adjusted_at
     FROM justera.sign_request AS request
     WHERE request.body_id = $1 AND request.state = 'completed' AND request.notice IS NULL AND request.completed_at > $2
       AND NOT EXISTS (SELECT 1 FROM justera.effect WHERE effect.body_id = request.body_id AND effect.effect_key = 'escalated:' || request.id || ':noticeDue')
     ORDER BY request.completed_at LIMIT $3`,
    [tx.bodyId, new Date(now.getTime() - forgottenAfterDays * 86_400_000), casesAtOnce],
  );
  return rows.map(({ id, adjusted_at }) => ({ id, adjustedAt: adjusted_at }));
}

async function tell(worker: WorkerDependencies, tx: Transaction, signRequestId: string, postBy: string, { now }: WritingTime): Promise<number> {
  await lockRequest(tx, signRequestId);
  const loaded = await loadCase(tx, signRequestId);
  if (loaded.state.status !== 'completed' || loaded.request.notice !== null) return 0;
  const mails = offices.map((to): MailPayload => ({ bodyId: tx.bodyId, signRequestId, taskId: null, kind: 'notice', stage: 'noticeDue', to })).filter((mail) => addresseeOf(loaded, mail) !== undefined);
  if (!(await tx.effects.record(toldKey(signRequestId), now, { told: mails.length })) || mails.length === 0) return 0;
  await recordEvidence(worker, tx, signRequestId, [{ at: now, type: 'DueDateEscalated', actor, data: { stage: 'noticeDue', dueDate: postBy, to: mails.map(({ to }) => to ?? '') } }]);
  await enqueueWork(worker, tx, mails.map(mailWork), now);
  return 1;
}
