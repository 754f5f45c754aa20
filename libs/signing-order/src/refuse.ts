import type { Command } from './commands.js';
import type { SignRequestEvent } from './events.js';
import type { Decision, RejectionCode } from './rejection.js';
import type { SignRequestState, TaskStatus } from './state.js';

export function refuse(state: SignRequestState, command: Command, code: RejectionCode, taskStatus?: TaskStatus): Decision {
  return {
    ok: false,
    rejection: { code, command: command.type, status: state.status, ...(taskStatus === undefined ? {} : { taskStatus }) },
  };
}

export function accept(...events: readonly SignRequestEvent[]): Decision {
  return { ok: true, events };
}
