import type { SignTaskRow, Transaction } from '#persistence';
import { lockRequest } from '../case/apply-command.js';
import { recordEvidence } from '../case/record-evidence.js';
import { viewCeremony, type CeremonyView } from '../ceremony/view-ceremony.js';
import type { SigningCore, TaskRef } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { findLink } from './find-link.js';
import { openSession, type OpenedSession } from './sessions.js';

/**
 * Swaps a link for a short session. It may be opened many times, on several devices; opening changes nothing in the case.
 * @throws SigningError `link-unknown`, `link-replaced` when a newer link was made, or `link-substituted` when somebody else signs now
 */
export async function openLink(
  core: SigningCore,
  given: { readonly token: string },
): Promise<OpenedSession & { readonly task: TaskRef; readonly view: CeremonyView }> {
  const { ref, rotation, isRevoked } = await findLink(core, given.token, 'sign');
  await core.database.inBody(ref.bodyId, async (tx) => {
    const task = await tx.tasks.get(ref.taskId);
    if (task === undefined) throw new SigningError('link-unknown');
    if (isRevoked || task.linkRotation !== rotation) throw new SigningError(await deadCode(tx, task, rotation));
    await lockRequest(tx, ref.signRequestId);
    const actor = { kind: 'signatory', id: ref.taskId } as const;
    await recordEvidence(core, tx, ref.signRequestId, [{ at: core.clock.now(), type: 'LinkOpened', actor, data: { taskId: ref.taskId, rotation } }]);
  });
  return { ...(await openSession(core, ref, 'sign')), task: ref, view: await viewCeremony(core, ref) };
}

/** A link that was mailed to somebody who is replaced says so: a newer one is not coming. */
async function deadCode(tx: Transaction, task: SignTaskRow, rotation: number): Promise<'link-substituted' | 'link-replaced'> {
  const later = (await tx.formerSignatories.ofTask(task.id)).find((row) => row.rotation > rotation);
  return later !== undefined && later.name !== task.name ? 'link-substituted' : 'link-replaced';
}
