import { applyCommand } from '../case/apply-command.js';
import type { SigningCore, StaffActor, TaskRef } from '../dependencies.js';

/** A new link to the registered address; the old one and its sessions end. */
export async function resendLink(core: SigningCore, ref: TaskRef, actor: StaffActor): Promise<void> {
  const now = core.clock.now();
  await core.database.inBody(ref.bodyId, async (tx) => {
    await applyCommand(core, tx, ref.signRequestId, { type: 'ResendLink', taskId: ref.taskId }, { actor, now });
    await tx.taskSessions.endAllOf(ref.taskId);
  });
}
