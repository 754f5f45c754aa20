import { applyCommand } from '../case/apply-command.js';
import type { SigningCore, TaskRef } from '../dependencies.js';
import { cleanReason } from '../desk/clean-reason.js';
import { viewCeremony, type CeremonyView } from './view-ceremony.js';

/**
 * The signatory declines, with a reason; the request is frozen and those who were asked are told.
 * @throws SigningError `reason-required`, `already-signed`, `not-your-turn` …
 */
export async function declineTask(core: SigningCore, given: TaskRef & { readonly reason: string }): Promise<CeremonyView> {
  const { bodyId, signRequestId, taskId } = given;
  const now = core.clock.now();
  const command = { type: 'DeclineSignTask', taskId, reason: cleanReason(given.reason) } as const;
  await core.database.inBody(bodyId, (tx) => applyCommand(core, tx, signRequestId, command, { actor: { kind: 'signatory', id: taskId }, now }));
  return viewCeremony(core, given);
}
