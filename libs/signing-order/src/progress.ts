import type { SignRequestState, TaskState } from './state.js';

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
