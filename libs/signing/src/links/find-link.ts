import { hashLinkToken } from '#notifications';
import type { SigningCore, TaskRef } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import type { SessionPurpose } from './sessions.js';

export interface LiveLink {
  readonly ref: TaskRef;
  readonly rotation: number;
}

/**
 * The task that a link from a mail belongs to, replaced or not.
 * @throws SigningError `link-unknown`
 */
export async function findLink(core: SigningCore, token: string, purpose: SessionPurpose): Promise<LiveLink & { isRevoked: boolean }> {
  const tokenSha256 = hashLinkToken(token);
  const found = tokenSha256 === undefined ? undefined : await core.database.withoutBody((lookups) => lookups.link(tokenSha256));
  if (found === undefined || found.taskId === null || found.purpose !== purpose) throw new SigningError('link-unknown');
  const { bodyId, signRequestId, taskId, rotation, revokedAt } = found;
  return { ref: { bodyId, signRequestId, taskId }, rotation, isRevoked: revokedAt !== null };
}
