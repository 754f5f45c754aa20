import type { SignRequestEvent } from './events.js';
import { openStep } from './open-step.js';
import { isHeld, isStepFulfilled, tasksOfStep } from './progress.js';
import type { SignRequestState } from './state.js';

/**
 * What follows when the current step is fulfilled: those not needed are released, the next step opens, or the order
 * is fulfilled, unless an error report holds it. Computed here and nowhere else, so that two last signatories can only give one completion.
 */
export function advance(state: SignRequestState, at: string): readonly SignRequestEvent[] {
  const step = state.currentStep;
  if (!isStepFulfilled(state, step)) return [];
  const released = tasksOfStep(state, step)
    .filter(({ status }) => status === 'open' || status === 'waiting')
    .map(({ taskId }) => ({ type: 'SignTaskReleased' as const, at, taskId }));
  if (step < state.steps.length) return [...released, ...openStep(state, step + 1, at)];
  return isHeld(state) ? released : [...released, { type: 'SigningOrderFulfilled', at }];
}
