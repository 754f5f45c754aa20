import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '#platform';
import type { CaseRef, SignerDependencies } from '../dependencies.js';
import { SigningError } from '../signing-error.js';

const defaultLease = 60_000;
const defaultWait = 10_000;
const firstPause = 20;
const longestPause = 250;

/**
 * One at a time behind a case's file. Runs `work` under the case's fenced lease, waiting for it while `isNeeded` says
 * that there is something left to do; whoever has the lane does the others' work too.
 * @returns undefined when nothing was left to do
 * @throws SigningError `lane-busy`, retryable, when another holds the lane for long
 */
export async function inLane<T>(
  signer: SignerDependencies,
  ref: CaseRef,
  isNeeded: () => Promise<boolean>,
  work: (fence: number) => Promise<T>,
): Promise<T | undefined> {
  const until = signer.clock.now().getTime() + (signer.laneWaitMilliseconds ?? defaultWait);
  for (let pause = firstPause; await isNeeded(); pause = Math.min(pause * 1.5, longestPause)) {
    const fence = await signer.database.inBody(ref.bodyId, (tx) =>
      tx.heads.acquireLease(ref.signRequestId, signer.ids.id(), signer.leaseMilliseconds ?? defaultLease),
    );
    if (fence !== undefined) return held(signer, ref, fence, work);
    if (signer.clock.now().getTime() >= until) throw new SigningError('lane-busy', { retryable: true });
    await sleep(pause);
  }
  return undefined;
}

/** Prolongs the lease. False when another has taken it: then nothing more may be begun. */
export function keepLane(signer: SignerDependencies, ref: CaseRef, fence: number): Promise<boolean> {
  return signer.database.inBody(ref.bodyId, (tx) => tx.heads.renewLease(ref.signRequestId, fence, signer.leaseMilliseconds ?? defaultLease));
}

async function held<T>(signer: SignerDependencies, ref: CaseRef, fence: number, work: (fence: number) => Promise<T>): Promise<T> {
  try {
    return await work(fence);
  } finally {
    await release(signer, ref, fence);
  }
}

/** A lease that cannot be given back ends by itself; what the work did or threw matters more. */
async function release(signer: SignerDependencies, ref: CaseRef, fence: number): Promise<void> {
  try {
    await signer.database.inBody(ref.bodyId, (tx) => tx.heads.releaseLease(ref.signRequestId, fence));
  } catch (error) {
    signer.logger.warn({ ...ref, error: describeError(error) }, 'the lease was not given back');
  }
}
