import { advance } from './advance.js';
import type { SignRequestEvent } from './events.js';
import { openStep } from './open-step.js';
import { isStepToOpen } from './progress.js';
import type { SignRequestState } from './state.js';

/** Goes on where an order stands still and nobody is at turn: an answered report held it, or it was reopened. Nothing when it does not stand still. */
export function resume(state: SignRequestState, at: string): readonly SignRequestEvent[] {
  return isStepToOpen(state) ? openStep(state, state.currentStep, at) : advance(state, at);
}

/** Signatures are awaited, and what comes next waits for us alone. */
export function isToBeResumed(state: SignRequestState): boolean {
  return state.status === 'awaitingSignatures' && resume(state, '').length > 0;
}
