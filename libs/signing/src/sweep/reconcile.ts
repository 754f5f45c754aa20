import type { Transaction } from '#persistence';
import { stateOf } from '../case/apply-command.js';
import { enqueueWork } from '../case/record-events.js';
import { mailWork, type MailPayload, type Work } from '../case/work.js';
import type { WorkerDependencies } from '../dependencies.js';
import { workDue } from './work-due.js';

const defaultPause = 5 * 60 * 1000;
const casesAtOnce = 2000;
const mailsAtOnce = 500;

export interface Reconciled {
  readonly examined: number;
  readonly enqueued: number;
}

/**
 * Job `sweep`, every minute: finds work that the state calls for and that no recent outbox row gives out, and writes a
 * *new* row with the same effect key (a queue silently ignores a job id that it has seen). Nothing here depends on when
 * something went wrong, or on what: a queue lost altogether is refilled.
 */
export async function reconcile(worker: WorkerDependencies): Promise<Reconciled> {
  const bodies = await worker.database.withoutBody((lookups) => lookups.bodies());
  let examined = 0;
  let enqueued = 0;
  for (const { bodyId } of bodies) {
    const done = await worker.database.inBody(bodyId, (tx) => reconcileBody(worker, tx));
    examined += done.examined;
    enqueued += done.enqueued;
  }
  if (enqueued > 0) worker.logger.warn({ examined, enqueued }, 'work was missing and has been given out again');
  return { examined, enqueued };
}

async function reconcileBody(worker: WorkerDependencies, tx: Transaction): Promise<Reconciled> {
  const now = worker.clock.now();
  const since = new Date(now.getTime() - (worker.reconcileAfterMilliseconds ?? defaultPause));
  const ids = await requestsWithWork(tx);
  const due: Work[] = [];
  for (const signRequestId of ids) {
    const row = await tx.signRequests.get(signRequestId);
    // A failed preparation has a reason in the file: somebody presses "try again", or withdraws.
    if (row === undefined || stateOf(row).attention?.cause === 'preparation-failed') continue;
    due.push(...workDue({ bodyId: tx.bodyId, signRequestId }, stateOf(row)));
  }
  const missing: Work[] = [];
  for (const work of [...due, ...(await unsentMails(tx)), ...(await untoldFormers(tx))]) {
    if ((await tx.outbox.countOf(work.effectKey, since)) === 0) missing.push(work);
  }
  await enqueueWork(worker, tx, missing, now);
  return { examined: ids.length, enqueued: missing.length };
}

/** Only cases that wait for us, not for people: what is looked at does not grow with the number of open cases. */
async function requestsWithWork(tx: Transaction): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT request.id FROM justera.sign_request AS request
     WHERE request.body_id = $1 AND (
       request.state IN ('preparing', 'completing')
       OR request.state = 'awaitingSignatures' AND EXISTS (
         SELECT 1 FROM justera.sign_task AS task
         WHERE task.body_id = request.body_id AND task.sign_request_id = request.id AND (
           task.state = 'consented'
           OR task.state = 'open' AND NOT EXISTS (
             SELECT 1 FROM justera.effect
             WHERE effect.body_id = task.body_id AND effect.effect_key = 'invitation:' || task.id || ':' || task.link_rotation)))
       OR request.state = 'awaitingSignatures' AND NOT EXISTS (
         SELECT 1 FROM justera.sign_task AS task
         WHERE task.body_id = request.body_id AND task.sign_request_id = request.id AND task.state IN ('open', 'consented')))
     ORDER BY request.created_at LIMIT $2`,
    [tx.bodyId, casesAtOnce],
  );
  return rows.map(({ id }) => id);
}

/** Mails that were decided on and whose effect was never recorded, sent or given up. */
async function unsentMails(tx: Transaction): Promise<readonly Work[]> {
  const rows = await tx.query<{ payload: MailPayload }>(
    `SELECT DISTINCT ON (outbox.effect_key) outbox.payload FROM justera.outbox
     WHERE outbox.body_id = $1 AND outbox.queue = 'mail'
       AND NOT EXISTS (SELECT 1 FROM justera.effect WHERE effect.body_id = outbox.body_id AND effect.effect_key = outbox.effect_key)
     ORDER BY outbox.effect_key LIMIT $2`,
    [tx.bodyId, mailsAtOnce],
  );
  return rows.map(({ payload }) => mailWork(payload));
}

/** Whoever was replaced is told, even where the desk's process decided on no mail: the database keeps who it was, whoever made the change. */
async function untoldFormers(tx: Transaction): Promise<readonly Work[]> {
  const rows = await tx.query<{ sign_request_id: string; task_id: string; rotation: number }>(
    `SELECT former.sign_request_id, former.task_id, former.rotation FROM justera.former_signatory AS former
     WHERE former.body_id = $1 AND former.erased_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM justera.effect WHERE effect.body_id = former.body_id AND effect.effect_key = 'replaced:' || former.task_id || ':' || former.rotation)
     ORDER BY former.replaced_at LIMIT $2`,
    [tx.bodyId, mailsAtOnce],
  );
  return rows.map(({ sign_request_id: signRequestId, task_id: taskId, rotation }) => mailWork({ bodyId: tx.bodyId, signRequestId, taskId, kind: 'replaced', rotation }));
}
