import { signingName, type Language } from '#minutes';
import { taskOf } from '#signing-order';
import { loadCase } from '../case/load-case.js';
import type { SigningCore, TaskRef } from '../dependencies.js';
import { openRevision } from '../desk/open-revision.js';
import { SigningError } from '../signing-error.js';
import { findLink } from './find-link.js';
import { openSession, type OpenedSession } from './sessions.js';

/** The completed file behind a link in a mail. Plain JSON. */
export interface DownloadView {
  readonly body: { readonly name: string; readonly timeZone: string };
  readonly minutes: {
    readonly title: string;
    readonly meetingDate: string;
    readonly registrationNumber: string;
    readonly pageCount: number;
    readonly language: Language;
  };
  readonly signatories: readonly { readonly name: string; readonly role: string; readonly roleTitle: string; readonly signedAt?: string; readonly withRemark?: true }[];
  readonly completedAt: string;
  readonly fileName: string;
  /** Bytes */
  readonly length: number;
  readonly sha256: string;
  readonly downloadUrl: string;
}

/** @throws SigningError `link-unknown`, `link-replaced`, `wrong-state` when the request is not completed */
export async function openDownload(
  core: SigningCore,
  given: { readonly token: string },
): Promise<OpenedSession & { readonly ref: TaskRef; readonly view: DownloadView }> {
  const { ref, isRevoked } = await findLink(core, given.token, 'download');
  if (isRevoked) throw new SigningError('link-replaced');
  const view = await viewDownload(core, ref);
  return { ...(await openSession(core, ref, 'download')), ref, view };
}

/** @throws SigningError `wrong-state`: an unfinished file is never handed out as if it were the result */
export async function viewDownload(core: SigningCore, ref: TaskRef): Promise<DownloadView> {
  const { body, meeting, request, tasks, state } = await core.database.inBody(ref.bodyId, (tx) => loadCase(tx, ref.signRequestId));
  if (request.completedAt === null) throw new SigningError('wrong-state', { details: { state: request.state } });
  const { fileName, length, wholeSha256 } = await openRevision(core, ref, 'head');
  return {
    body: { name: body.displayName, timeZone: body.timeZone },
    minutes: {
      title: request.title,
      meetingDate: meeting.meetingDate,
      registrationNumber: request.registrationNumber,
      pageCount: request.pageCount,
      language: request.language,
    },
    signatories: tasks
      .filter((task) => task.state === 'signed')
      .map(({ id, name, printedName, role, roleTitle, signedAt }) => ({
        name: signingName(request.language, name, printedName),
        role,
        roleTitle,
        ...(signedAt === null ? {} : { signedAt: signedAt.toISOString() }),
        ...(taskOf(state, id)?.remarkCommitment === undefined ? {} : { withRemark: true as const }),
      })),
    completedAt: request.completedAt.toISOString(),
    fileName,
    length,
    sha256: wholeSha256,
    downloadUrl: '/api/v1/downloads/file',
  };
}
