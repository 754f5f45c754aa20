import { isUuid } from '#platform';
import type { CaseRef } from '#signing';
import type { ApiContext } from '../api-context.js';
import { EdgeError } from '../http/edge-error.js';

/** The body of a case, which the desk's addresses do not name. @throws EdgeError `not-found` */
export async function caseRef({ dependencies }: ApiContext, signRequestId: string): Promise<CaseRef> {
  const bodyId = isUuid(signRequestId) ? await dependencies.database.withoutBody((lookups) => lookups.bodyOfSignRequest(signRequestId)) : undefined;
  if (bodyId === undefined) throw new EdgeError('not-found');
  return { bodyId, signRequestId };
}
