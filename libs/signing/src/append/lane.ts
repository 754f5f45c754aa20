import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from '#persistence';
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
  isNeeded: (tx: Transaction) => Promise<boolean>,
  work: (fence: number) => Promise<T>,
): Promise<T | undefined> {
  const until = signer.clock.now().getTime() + (signer.laneWaitMilliseconds ?? defaultWait);
  await queueUp(signer, ref);
  for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    const fence = await signer.database.inBody(ref.bodyId, async (tx) =>
      (await isNeeded(tx)) ? tx.heads.acquireLease(ref.signRequestId, signer.ids.id(), signer.leaseMilliseconds ?? defaultLease) : 'needless',
    );
    if (fence === 'needless') return undefined;
    if (fence !== undefined) return known(signer, ref, held(signer, ref, fence, work));
    if (signer.clock.now().getTime() >= until) throw new SigningError('lane-busy', { retryable: true });
    await sleep(pause);
  }
}

/** What this process does in lanes just now. The lease says who may; this only spares asking the database again and again. */
const underWay = new WeakMap<SignerDependencies, Map<string, Promise<unknown>>>();

/** Waits for the work of this very process in the same lane, at most as long as one waits for others. */
async function queueUp(signer: SignerDependencies, { signRequestId }: CaseRef): Promise<void> {
  const before = underWay.get(signer)?.get(signRequestId);
  if (before === undefined) return;
  const patience = new AbortController();
  const timeIsUp = sleep(signer.laneWaitMilliseconds ?? defaultWait, undefined, { signal: patience.signal });
  // How the other ended is the other's business; an aborted timer is none.
  await Promise.race([before.catch(() => undefined), timeIsUp.catch(() => undefined)]);
  patience.abort();
}

async function known<T>(signer: SignerDependencies, { signRequestId }: CaseRef, work: Promise<T>): Promise<T> {
  const lanes = underWay.get(signer) ?? new Map<string, Promise<unknown>>();
  underWay.set(signer, lanes.set(signRequestId, work));
  try {
    return await work;
  } finally {
    if (lanes.get(signRequestId) === work) lanes.delete(signRequestId);
  }
}

/** Prolongs the lease. False when another has taken it: then nothing more may be begun. */
export function keepLane({ leaseMilliseconds }: SignerDependencies, tx: Transaction, { signRequestId }: CaseRef, fence: number): Promise<boolean> {
  return tx.heads.renewLease(signRequestId, fence, leaseMilliseconds ?? defaultLease);
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
