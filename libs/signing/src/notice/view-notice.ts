import { appealPeriod, calendarDayIn, isOverdue, postNoticeBy, type AppealPeriod, type LegalClock } from '#minutes';
import { loadCase, type LoadedCase } from '../case/load-case.js';
import type { CaseRef, SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { bodyTimeOf } from '../time/body-profile.js';

/** What is left for a body to do with adjusted minutes. Days are YYYY-MM-DD, on its clocks. */
export interface NoticeView {
  readonly adjustedOn: string;
  /** The last day for posting. */
  readonly postBy: string;
  /** That day has passed, and nothing was posted. */
  readonly late?: true;
  /** What a form begins with. */
  readonly proposal: { readonly postedOn: string; readonly keptAt: string; readonly official: string };
  readonly posted?: AppealPeriod & { readonly postedOn: string; readonly keptAt: string; readonly official: string };
}

/** @throws SigningError `not-found`, `notice-not-due` */
export function viewNotice(core: SigningCore, ref: CaseRef): Promise<NoticeView> {
  return core.database.inBody(ref.bodyId, async (tx) => noticeViewOf(await loadCase(tx, ref.signRequestId), core.clock.now()));
}

export function noticeViewOf(loaded: LoadedCase, now: Date): NoticeView {
  const { adjustedOn, clock } = adjustmentOf(loaded);
  const { body, request } = loaded;
  const today = calendarDayIn(now, body.timeZone);
  const postBy = postNoticeBy(adjustedOn, clock);
  const { notice } = request;
  return {
    adjustedOn,
    postBy,
    ...(notice === null && isOverdue(postBy, today) ? { late: true } : {}),
    proposal: notice ?? { postedOn: today, keptAt: bodyTimeOf(body).minutesKeptAt ?? body.displayName, official: request.senderName },
    ...(notice === null ? {} : { posted: { ...notice, ...appealPeriod(notice.postedOn, clock) } }),
  };
}

/**
 * The minutes are adjusted on the day of the last signature, on the body's clocks.
 * @throws SigningError `notice-not-due` before completion, and where the body keeps no legal clock
 */
export function adjustmentOf({ body, request, tasks }: LoadedCase): { readonly adjustedOn: string; readonly clock: LegalClock } {
  const { clock } = bodyTimeOf(body);
  const signed = tasks.flatMap(({ signedAt }) => (signedAt === null ? [] : [signedAt.getTime()]));
  if (clock === 'off' || request.completedAt === null || signed.length === 0) throw new SigningError('notice-not-due');
  return { adjustedOn: calendarDayIn(new Date(Math.max(...signed)), body.timeZone), clock };
}
