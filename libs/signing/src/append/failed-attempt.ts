import { applyCommand, lockRequest, stateOf } from '../case/apply-command.js';
import { recordEvidence } from '../case/record-evidence.js';
import type { CaseRef, SignerDependencies } from '../dependencies.js';
import type { SigningError } from '../signing-error.js';

export interface FailedAttempt {
  readonly attemptId: string;
  readonly number: number;
  readonly taskId: string;
  readonly failure: SigningError;
}

const actor = { kind: 'component', id: 'signer' } as const;

/** The attempt's end, the flag with its cause, and the evidence that the key is gone: one transaction. */
export async function recordFailedAttempt(signer: SignerDependencies, ref: CaseRef, attempt: FailedAttempt): Promise<void> {
  const { attemptId, number, taskId, failure } = attempt;
  const reason = typeof failure.details['reason'] === 'string' ? failure.details['reason'] : failure.code;
  const now = signer.clock.now();
  await signer.database.inBody(ref.bodyId, async (tx) => {
    const state = stateOf(await lockRequest(tx, ref.signRequestId));
    await tx.attempts.end(attemptId, { outcome: 'failed', errorCode: reason, endedAt: now });
    const data = { taskId, attempt: number, reason, keyDestroyed: true };
    await recordEvidence(signer, tx, ref.signRequestId, [{ at: now, type: 'SigningAttemptFailed', actor, data }]);
    if (state.status !== 'awaitingSignatures') return;
    const cause = failure.code === 'timestamping-failed' ? 'timestamping-failed' : 'signing-failed';
    await applyCommand(signer, tx, ref.signRequestId, { type: 'RaiseAttention', cause, code: reason, taskId }, { actor, now });
  });
}
