import { applyCommand } from '../case/apply-command.js';
import type { CaseRef, SigningCore, StaffActor } from '../dependencies.js';
import { cleanReason } from './clean-reason.js';

/**
 * Withdraws until completion. Consents not yet appended are voided, each with its evidence; against a completion under
 * way exactly one wins, because both hold the request's row and decide on what they find.
 * @throws SigningError `reason-required`, `wrong-state`
 */
export async function withdrawRequest(core: SigningCore, given: CaseRef & { readonly reason: string }, actor: StaffActor): Promise<void> {
  const command = { type: 'WithdrawSignRequest', reason: cleanReason(given.reason) } as const;
  await core.database.inBody(given.bodyId, (tx) => applyCommand(core, tx, given.signRequestId, command, { actor, now: core.clock.now() }));
}
