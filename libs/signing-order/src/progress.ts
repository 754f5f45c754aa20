import type { Attention, SignRequestState, TaskState } from './state.js';

export function taskOf(state: SignRequestState, taskId: string): TaskState | undefined {
  return state.tasks.find((task) => task.taskId === taskId);
}

export function tasksOfStep(state: SignRequestState, step: number): readonly TaskState[] {
  return state.tasks.filter((task) => task.step === step);
}

/**
 * A step is fulfilled when its quorum has signed and nobody who consented is still waiting for the signature to be
 * appended: a consent given in time is always appended, and no later step signs before it.
 */
export function isStepFulfilled(state: SignRequestState, step: number): boolean {
  const definition = state.steps[step - 1];
  if (definition === undefined) return false;
  const tasks = tasksOfStep(state, step);
  const signed = tasks.filter((task) => task.status === 'signed').length;
  return signed >= definition.quorum && !tasks.some((task) => task.status === 'consented');
}

export function isOrderFulfilled(state: SignRequestState): boolean {
  return state.steps.length > 0 && state.steps.every((_, index) => isStepFulfilled(state, index + 1));
}

/** An error report that nobody has answered holds completion. */
export function isHeld(state: SignRequestState): boolean {
  return (state.openErrorReports ?? []).length > 0;
}

/** Everybody has signed and nothing holds the order, but nobody has said so yet: an answered report does not say it by itself. */
export function isReadyToComplete(state: SignRequestState): boolean {
  return state.status === 'awaitingSignatures' && isOrderFulfilled(state) && !isHeld(state);
}

/** Reopened, and nobody has been asked again yet: those whose turn it is wait for the order to be resumed. */
export function isStepToOpen(state: SignRequestState): boolean {
  return state.status === 'awaitingSignatures' && !isStepFulfilled(state, state.currentStep) && tasksOfStep(state, state.currentStep).some((task) => task.status === 'waiting');
}

/** The flag that people see: trouble that was raised, else the oldest report that waits for an answer while signatures are awaited. */
export function attentionOf(state: SignRequestState): Attention | undefined {
  const report = state.status === 'awaitingSignatures' ? state.openErrorReports?.[0] : undefined;
  return state.attention ?? (report && { cause: 'error-reported', code: 'error-reported', taskId: report.taskId, since: report.since });
}
