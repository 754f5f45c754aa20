import type { ExtendSignRequest, ReopenSignRequest } from '../commands.js';
import type { SignRequestReopened } from '../events.js';
import { accept, refuse } from '../refuse.js';
import type { Decision } from '../rejection.js';
import type { SignRequestState } from '../state.js';

export function decideOnExtension(state: SignRequestState, command: ExtendSignRequest | ReopenSignRequest, now: Date): Decision {
  const { extensionId, expiresAt, dueDate } = command;
  if (expiresAt !== undefined && expiresAt !== null && expiresAt <= now) return refuse(state, command, 'expiry-in-the-past');
  const at = now.toISOString();
  const due = dueDate === undefined ? {} : { dueDate };
  if (command.type === 'ReopenSignRequest') {
    const reopened: SignRequestReopened = { type: 'SignRequestReopened', at, extensionId, ...(expiresAt === undefined || expiresAt === null ? {} : { expiresAt: expiresAt.toISOString() }), ...due };
    return accept(reopened);
  }
  if (expiresAt === undefined && dueDate === undefined) return accept();
  return accept({ type: 'SignRequestExtended', at, extensionId, ...(expiresAt === undefined ? {} : { expiresAt: expiresAt?.toISOString() ?? null }), ...due });
}
