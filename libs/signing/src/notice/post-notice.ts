import { calendarDayIn } from '#minutes';
import { z } from 'zod';
import { lockRequest } from '../case/apply-command.js';
import { loadCase } from '../case/load-case.js';
import { recordEvidence } from '../case/record-evidence.js';
import type { CaseRef, SigningCore, StaffActor } from '../dependencies.js';
import { line } from '../intake/line.js';
import { SigningError } from '../signing-error.js';
import { calendarDay } from '../time/date-schemas.js';
import { adjustmentOf } from './view-notice.js';

const newNotice = z.strictObject({ postedOn: calendarDay, keptAt: line(200), official: line(200) });

/**
 * Records that the notice was posted. Again, when a day or a name was wrong: the last holds, and evidence has each.
 * @throws SigningError `request-invalid`, `notice-not-due`, `notice-day-wrong` when the day lies before the adjustment or ahead
 */
export async function postNotice(core: SigningCore, ref: CaseRef, given: unknown, actor: StaffActor): Promise<void> {
  const parsed = newNotice.safeParse(given);
  if (!parsed.success) throw new SigningError('request-invalid', { details: { members: [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].slice(0, 20) } });
  const { postedOn, keptAt, official } = parsed.data;
  const now = core.clock.now();
  await core.database.inBody(ref.bodyId, async (tx) => {
    await lockRequest(tx, ref.signRequestId);
    const loaded = await loadCase(tx, ref.signRequestId);
    const { adjustedOn } = adjustmentOf(loaded);
    if (postedOn < adjustedOn || postedOn > calendarDayIn(now, loaded.body.timeZone)) throw new SigningError('notice-day-wrong');
    await tx.signRequests.postNotice(ref.signRequestId, { postedOn, keptAt, official });
    await recordEvidence(core, tx, ref.signRequestId, [{ at: now, type: 'NoticePosted', actor, data: { adjustedOn, postedOn, keptAt }, personal: { official } }]);
  });
}
