import { sha256Hex } from '#platform';
import type { SigningCore, TaskRef } from '../dependencies.js';
import { SigningError } from '../signing-error.js';

export type SessionPurpose = 'sign' | 'download';

/** Long enough to read minutes; a link opens a new one at any time. */
const sessionMilliseconds = 2 * 60 * 60 * 1000;

export interface OpenedSession {
  /** The cookie's value. The database keeps its SHA-256 only. */
  readonly session: string;
  readonly expiresAt: Date;
}

export async function openSession(core: SigningCore, ref: TaskRef, purpose: SessionPurpose): Promise<OpenedSession> {
  const session = core.ids.token(32);
  const createdAt = core.clock.now();
  const expiresAt = new Date(createdAt.getTime() + sessionMilliseconds);
  const { signRequestId, taskId } = ref;
  await core.database.inBody(ref.bodyId, (tx) =>
    tx.taskSessions.insert({ id: core.ids.id(), signRequestId, taskId, purpose, sessionSha256: sha256Hex(session), createdAt, expiresAt }),
  );
  return { session, expiresAt };
}

/**
 * The task that a session cookie stands for.
 * @throws SigningError `session-missing` when unknown, of another purpose, or too old
 */
export async function findSession(core: SigningCore, given: { session: string; purpose: SessionPurpose }): Promise<TaskRef> {
  const found = await core.database.withoutBody((lookups) => lookups.taskSession(sha256Hex(given.session)));
  if (found === undefined || found.taskId === null || found.purpose !== given.purpose || found.expiresAt <= core.clock.now()) {
    throw new SigningError('session-missing');
  }
  const { bodyId, signRequestId, taskId } = found;
  return { bodyId, signRequestId, taskId };
}
