import { applyCommand } from '../case/apply-command.js';
import { isFormer } from '../case/persons.js';
import { mailEffectKey } from '../case/work.js';
import type { SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { findLink } from './find-link.js';

/** Whoever holds an old link could otherwise fill a mailbox. */
const pauseMilliseconds = 60_000;

/**
 * The one button on a dead link: a new link to the registered address. Never says whether one was sent, so that it
 * tells nothing about links and cases to whoever tries.
 */
export async function renewLink(core: SigningCore, given: { readonly token: string }): Promise<void> {
  try {
    const { ref, rotation } = await findLink(core, given.token, 'sign');
    const now = core.clock.now();
    await core.database.inBody(ref.bodyId, async (tx) => {
      const task = await tx.tasks.get(ref.taskId);
      // Nor may somebody who is replaced, or whoever reads an address that was wrong, make the good link die.
      if (task === undefined || isFormer(await tx.formerSignatories.ofTask(ref.taskId), rotation)) return;
      const current = mailEffectKey({ kind: 'invitation', taskId: ref.taskId, rotation: task.linkRotation });
      if ((await tx.outbox.countOf(current, new Date(now.getTime() - pauseMilliseconds))) > 0) return;
      const actor = { kind: 'signatory', id: ref.taskId } as const;
      await applyCommand(core, tx, ref.signRequestId, { type: 'ResendLink', taskId: ref.taskId }, { actor, now });
    });
  } catch (error) {
    // Unknown link, somebody who has signed, a request that has ended: all look the same from outside.
    if (error instanceof SigningError && error.status < 500) return;
    throw error;
  }
}
