import { calendarDayIn } from '#minutes';
import { applyCommand, lockRequest } from '../case/apply-command.js';
import type { CaseRef, SigningCore, StaffActor } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { givenExpiry, type GivenDates } from '../time/dates-at-intake.js';

/**
 * Gives a case new dates, and opens it again where its time had run out. Everybody who has been asked is told: with a new link whoever is still to sign in a case
 * that is opened again, by a mail of its own everybody else. A date that is not given stays; expiry is off in a case that is opened again without one.
 * @throws SigningError `request-invalid` when nothing is given, `expiry-in-the-past`, `due-date-in-the-past`, `wrong-state`
 */
export async function extendRequest(core: SigningCore, given: CaseRef & GivenDates, actor: StaffActor): Promise<void> {
  const { bodyId, signRequestId, dueDate, expiresAt, expiresOn } = given;
  if (expiresOn !== undefined && expiresAt !== undefined) throw new SigningError('request-invalid', { details: { members: ['expiresAt', 'expiresOn'] } });
  const now = core.clock.now();
  await core.database.inBody(bodyId, async (tx) => {
    const { state } = await lockRequest(tx, signRequestId);
    const isEnded = state === 'expired';
    if (!isEnded && dueDate === undefined && expiresAt === undefined && expiresOn === undefined) throw new SigningError('request-invalid', { details: { members: ['dueDate', 'expiresAt', 'expiresOn'] } });
    const body = await tx.bodies.get();
    if (body === undefined) throw new SigningError('body-unknown');
    if (typeof dueDate === 'string' && dueDate < calendarDayIn(now, body.timeZone)) throw new SigningError('due-date-in-the-past');
    const until = expiresAt === null ? null : givenExpiry(given, body.timeZone);
    const dates = { extensionId: core.ids.id(), ...(until === undefined ? {} : { expiresAt: until }), ...(dueDate === undefined ? {} : { dueDate }) };
    await applyCommand(core, tx, signRequestId, { type: isEnded ? 'ReopenSignRequest' : 'ExtendSignRequest', ...dates }, { actor, now });
  });
}
