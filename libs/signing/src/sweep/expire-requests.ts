import type { Transaction } from '#persistence';
import { errorCode } from '#platform';
import { isOrderFulfilled } from '#signing-order';
import { applyCommand, lockRequest, stateOf } from '../case/apply-command.js';
import type { WorkerDependencies } from '../dependencies.js';

const actor = { kind: 'component', id: 'worker' } as const;
/** Of one body in one run; the rest waits a minute. */
const requestsAtOnce = 500;

export interface Expired {
  readonly expired: number;
  /** Could not be ended now; logged, and tried again by the next run. */
  readonly failed: number;
}

/**
 * Part of the worker's sweep: ends every request whose time to sign has run out. From state and the given clock alone, one
 * transaction per request, so it may run at any time, twice at once, and be killed anywhere.
 */
export async function expireRequests(worker: WorkerDependencies): Promise<Expired> {
  const bodies = await worker.database.withoutBody((lookups) => lookups.bodies());
  let expired = 0;
  let failed = 0;
  for (const { bodyId } of bodies) {
    const ids = await worker.database.inBody(bodyId, (tx) => requestsPastExpiry(tx, worker.clock.now()));
    for (const id of ids) {
      try {
        if (await worker.database.inBody(bodyId, (tx) => expireOne(worker, tx, id))) expired += 1;
      } catch (error) {
        // One broken case must not keep all others open.
        failed += 1;
        worker.logger.error({ signRequestId: id, code: errorCode(error) ?? 'unexpected' }, 'a request whose time has run out was not ended');
      }
    }
  }
  return { expired, failed };
}

async function expireOne(worker: WorkerDependencies, tx: Transaction, signRequestId: string): Promise<boolean> {
  const now = worker.clock.now();
  const state = stateOf(await lockRequest(tx, signRequestId));
  const { status, expiresAt } = state;
  // Signed, withdrawn, ended by another worker, or given more time, since it was found.
  if ((status !== 'preparing' && status !== 'awaitingSignatures') || expiresAt === undefined || new Date(expiresAt) > now || isOrderFulfilled(state)) return false;
  await applyCommand(worker, tx, signRequestId, { type: 'ExpireSignRequest' }, { actor, now });
  return true;
}

/** Where nobody is left to sign nobody is late, whatever else the case waits for. Times in the state are ISO 8601 in UTC, which as plain bytes sort as the times do. */
async function requestsPastExpiry(tx: Transaction, now: Date): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM justera.sign_request AS request
     WHERE body_id = $1 AND state IN ('preparing', 'awaitingSignatures') AND (state_json ->> 'expiresAt') COLLATE "C" <= $2
       AND EXISTS (SELECT 1 FROM justera.sign_task AS task
         WHERE task.body_id = request.body_id AND task.sign_request_id = request.id AND task.state IN ('waiting', 'open', 'consented'))
     ORDER BY created_at LIMIT $3`,
    [tx.bodyId, now.toISOString(), requestsAtOnce],
  );
  return rows.map(({ id }) => id);
}
