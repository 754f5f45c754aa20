import type { SignRequestEvent } from './events.js';
import { tasksOfStep } from './progress.js';
import type { SignRequestState } from './state.js';

/** All tasks of a step are open at once; a task that reopening left done is not opened again. */
export function openStep(state: SignRequestState, step: number, at: string): readonly SignRequestEvent[] {
  const waiting = tasksOfStep(state, step).filter((task) => task.status === 'waiting');
  return [{ type: 'SigningStepOpened', at, step }, ...waiting.map(({ taskId }) => ({ type: 'SignTaskOpened' as const, at, taskId }))];
}
