import { signingName } from '#minutes';
import { isMailAddress } from '#notifications';
import type { SignTaskRow, Transaction } from '#persistence';
import { applyCommand } from '../case/apply-command.js';
import { loadCase, taskIn, type LoadedCase } from '../case/load-case.js';
import type { SigningCore, StaffActor, TaskRef } from '../dependencies.js';
import { longestName, parseLine } from '../intake/new-sign-request.js';
import { SigningError } from '../signing-error.js';
import { cleanReason } from './clean-reason.js';

/**
 * Somebody else signs in a task's place, in the slot that was printed for the person before. Links and sessions end, whoever is replaced is told
 * why, the substitute is invited.
 * @throws SigningError `already-consented`, `already-signed`, `task-closed`, `reason-required`, `address-invalid`, `same-address-twice`, `same-person`, `name-too-long`, `request-invalid`, `wrong-state`
 */
export async function substituteSignatory(core: SigningCore, given: TaskRef & { readonly name: string; readonly email: string; readonly reason: string }, actor: StaffActor): Promise<void> {
  const name = parseLine(given.name, longestName);
  if (name === undefined) throw new SigningError('request-invalid', { details: { members: ['name'] } });
  const command = { type: 'SubstituteSignatory', taskId: given.taskId, reason: cleanReason(given.reason) } as const;
  await change(core, given, actor, command, (task, { request }) => {
    if (task.name === name) throw new SigningError('same-person');
    const printedName = task.printedName ?? task.name;
    if ([...signingName(request.language, name, printedName)].length > longestName) throw new SigningError('name-too-long');
    return { name, printedName };
  });
}

/** The same person, at another address: links and sessions end, both addresses are told. @throws SigningError as `substituteSignatory`, and `same-address` */
export async function correctAddress(core: SigningCore, given: TaskRef & { readonly email: string }, actor: StaffActor): Promise<void> {
  await change(core, given, actor, { type: 'CorrectAddress', taskId: given.taskId }, (task, _, email) => {
    if (task.email === email) throw new SigningError('same-address');
    return {};
  });
}

async function change(
  core: SigningCore,
  given: TaskRef & { readonly email: string },
  actor: StaffActor,
  command: Parameters<typeof applyCommand>[3],
  changesOf: (task: SignTaskRow, loaded: LoadedCase, email: string) => { readonly name?: string; readonly printedName?: string },
): Promise<void> {
  const { bodyId, signRequestId, taskId } = given;
  const email = given.email.trim();
  if (!isMailAddress(email)) throw new SigningError('address-invalid');
  await core.database.inBody(bodyId, async (tx: Transaction) => {
    const loaded = await loadCase(tx, signRequestId);
    const task = taskIn(loaded, taskId);
    const others = loaded.tasks.filter((one) => one.id !== taskId && one.step === task.step);
    if (others.some((one) => one.email.toLowerCase() === email.toLowerCase())) throw new SigningError('same-address-twice');
    const changes = { ...changesOf(task, loaded, email), email };
    await applyCommand(core, tx, signRequestId, command, {
      actor,
      now: core.clock.now(),
      taskChanges: { taskId, changes },
      detailsOf: (event) =>
        event.type === 'SignatorySubstituted' || event.type === 'AddressCorrected'
          ? { personal: { name: changes.name ?? task.name, email, formerName: task.name, formerEmail: task.email } }
          : undefined,
    });
    await tx.taskSessions.endAllOf(taskId);
  });
}
