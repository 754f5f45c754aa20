import { applyCommand, lockRequest, stateOf } from '../case/apply-command.js';
import { enqueueWork } from '../case/record-events.js';
import { workDue } from '../sweep/work-due.js';
import type { CaseRef, SigningCore, StaffActor } from '../dependencies.js';

/** "Try again": takes the flag down and gives the work that the state calls for to the queues anew. */
export async function retryRequest(core: SigningCore, ref: CaseRef, actor: StaffActor): Promise<void> {
  const now = core.clock.now();
  await core.database.inBody(ref.bodyId, async (tx) => {
    const state = stateOf(await lockRequest(tx, ref.signRequestId));
    if (state.attention !== undefined) await applyCommand(core, tx, ref.signRequestId, { type: 'ClearAttention' }, { actor, now });
    await enqueueWork(core, tx, workDue(ref, state), now);
  });
}
