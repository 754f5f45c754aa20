import { applyCommand } from '../case/apply-command.js';
import type { CaseRef, SigningCore, StaffActor } from '../dependencies.js';
import { cleanReason } from './clean-reason.js';

/**
 * Answers an error that a signatory reported; the answer is mailed to that person. What waited for it goes on.
 * @throws SigningError `report-unknown` when there is no such report, or it is answered already; `reason-required`, `wrong-state`
 */
export async function answerErrorReport(core: SigningCore, given: CaseRef & { readonly reportId: string; readonly answer: string }, actor: StaffActor): Promise<void> {
  const command = { type: 'AnswerErrorReport', reportId: given.reportId, reason: cleanReason(given.answer) } as const;
  await core.database.inBody(given.bodyId, (tx) => applyCommand(core, tx, given.signRequestId, command, { actor, now: core.clock.now() }));
}
