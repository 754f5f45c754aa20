import type { ClearAttention, RaiseAttention } from '../commands.js';
import type { SignRequestEvent } from '../events.js';
import { accept } from '../refuse.js';
import type { Decision } from '../rejection.js';
import type { AttentionCause, SignRequestState } from '../state.js';

export function decideOnAttention(state: SignRequestState, command: RaiseAttention | ClearAttention, at: string): Decision {
  if (command.type === 'RaiseAttention') return accept(...raising(state, command, at));
  return accept(...(state.attention === undefined ? [] : [{ type: 'AttentionCleared' as const, at }]));
}

interface Trouble {
  readonly cause: AttentionCause;
  readonly code: string;
  readonly taskId?: string;
}

/** A tenth failed try for the same cause is no new fact: `since` keeps telling how long it has lasted. */
export function raising(state: SignRequestState, trouble: Trouble, at: string): readonly SignRequestEvent[] {
  const { cause, code, taskId } = trouble;
  const now = state.attention;
  if (now !== undefined && now.cause === cause && now.code === code && now.taskId === taskId) return [];
  return [{ type: 'AttentionRaised', at, cause, code, ...(taskId === undefined ? {} : { taskId }) }];
}

/** What succeeded clears the flag that its failure raised, and no other. */
export function clearing(
  state: SignRequestState,
  causes: readonly AttentionCause[] | 'any',
  at: string,
): readonly SignRequestEvent[] {
  if (state.attention === undefined) return [];
  return causes === 'any' || causes.includes(state.attention.cause) ? [{ type: 'AttentionCleared', at }] : [];
}
