import type { SignRequestEvent } from './events.js';
import { tasksOfStep } from './progress.js';
import type { SignRequestState, TaskState } from './state.js';

/** All tasks of a step are open at once; a task that reopening left done is not opened again. */
export function openStep(state: SignRequestState, step: number, at: string): readonly SignRequestEvent[] {
  const waiting = tasksOfStep(state, step).filter((task) => task.status === 'waiting');
  return [{ type: 'SigningStepOpened', at, step }, ...waiting.flatMap((task) => openTask(task, at))];
}

/** Whoever was invited before gets a new link: the old mail spoke of something else, and an invitation is sent once a link. */
function openTask(task: TaskState, at: string): readonly SignRequestEvent[] {
  const { taskId } = task;
  const opened: SignRequestEvent = { type: 'SignTaskOpened', at, taskId };
  return task.invitedRotation === task.linkRotation ? [rotated(task, at), opened] : [opened];
}

export function rotated(task: TaskState, at: string): SignRequestEvent {
  return { type: 'LinkRotated', at, taskId: task.taskId, rotation: task.linkRotation + 1 };
}
