export type { Command, CommandType } from './commands.js';
export { decide } from './decide.js';
export { maximumReasonLength } from './decisions/reason.js';
export { maximumTasks } from './decisions/submission.js';
export { renderDiagram } from './diagram.js';
export type { ConsentVoidCause, EventType, SignRequestEvent } from './events.js';
export { evolve, evolveAll } from './evolve.js';
export { attentionOf, isOrderFulfilled, isReadyToComplete, isStepFulfilled, taskOf, tasksOfStep } from './progress.js';
export { rejectionCodes, type Decision, type Rejection, type RejectionCode } from './rejection.js';
export { isToBeResumed } from './resume.js';
export {
  attentionCauses,
  finalStatuses,
  initialState,
  requestStatuses,
  taskStatuses,
  type Attention,
  type AttentionCause,
  type OpenErrorReport,
  type PreparedRevision,
  type RequestStatus,
  type SigningStep,
  type SignRequestState,
  type TaskState,
  type TaskStatus,
} from './state.js';
export { transitionFor, transitions, type Transition } from './transitions.js';
