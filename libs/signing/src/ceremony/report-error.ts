import { applyCommand } from '../case/apply-command.js';
import type { SigningCore, TaskRef } from '../dependencies.js';
import { cleanReason } from '../desk/clean-reason.js';
import { viewCeremony, type CeremonyView } from './view-ceremony.js';

/**
 * A signatory has found something wrong: whoever sent the minutes is told, nothing is declined, and completion waits for an answer.
 * @throws SigningError `reason-required`, `not-your-turn`, `task-closed`, `wrong-state` …
 */
export async function reportError(core: SigningCore, given: TaskRef & { readonly text: string }): Promise<CeremonyView> {
  const { bodyId, signRequestId, taskId } = given;
  const command = { type: 'ReportError', taskId, reportId: core.ids.id(), reason: cleanReason(given.text) } as const;
  const context = { actor: { kind: 'signatory', id: taskId }, now: core.clock.now() } as const;
  await core.database.inBody(bodyId, (tx) => applyCommand(core, tx, signRequestId, command, context));
  return viewCeremony(core, given);
}
