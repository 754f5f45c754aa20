import type { Language } from '#minutes';
import type { AuthenticationMethod, SignTaskRow } from '#persistence';
import type { RequestStatus, TaskStatus } from '#signing-order';
import { loadCase, taskIn, type LoadedCase } from '../case/load-case.js';
import type { SigningCore, TaskRef } from '../dependencies.js';
import { SigningError } from '../signing-error.js';

export type CeremonyState = 'waitingTurn' | 'open' | 'consented' | 'signed' | 'declined' | 'closed';

/** What one signatory sees of a case. Plain JSON; times ISO 8601 UTC. No address, no link, nobody else's reasons but the end's. */
export interface CeremonyView {
  readonly requestId: string;
  readonly requestState: RequestStatus;
  readonly state: CeremonyState;
  readonly body: { readonly name: string; readonly timeZone: string };
  readonly minutes: {
    readonly title: string;
    readonly meetingDate: string;
    readonly registrationNumber: string;
    readonly pageCount: number;
    readonly language: Language;
  };
  readonly you: { readonly name: string; readonly role: string; readonly roleTitle: string; readonly signedAt?: string };
  readonly tasks: readonly {
    readonly name: string;
    readonly role: string;
    readonly roleTitle: string;
    readonly step: number;
    readonly state: TaskStatus;
    readonly signedAt?: string;
    readonly you: boolean;
  }[];
  readonly sender: { readonly name: string };
  readonly dueDate?: string;
  readonly method: AuthenticationMethod;
  readonly preparedSha256: string;
  readonly downloadUrl: string;
  readonly attention?: { readonly code: string };
  readonly closedReason?: { readonly code: string; readonly reason?: string };
}

/** @throws SigningError `not-found` */
export function viewCeremony(core: SigningCore, ref: TaskRef): Promise<CeremonyView> {
  return core.database.inBody(
    ref.bodyId,
    async (tx) => {
      const loaded = await loadCase(tx, ref.signRequestId);
      const reason = await endingReason(loaded, () => tx.events.listOf(ref.signRequestId));
      return ceremonyViewOf(loaded, ref.taskId, reason);
    },
    { isolation: 'REPEATABLE READ' },
  );
}

const states: Readonly<Record<TaskStatus, CeremonyState>> = {
  waiting: 'waitingTurn',
  open: 'open',
  consented: 'consented',
  signed: 'signed',
  declined: 'declined',
  released: 'closed',
  closed: 'closed',
};

function ceremonyViewOf(loaded: LoadedCase, taskId: string, reason: string | undefined): CeremonyView {
  const { body, meeting, request, tasks, state } = loaded;
  const you = taskIn(loaded, taskId);
  if (request.preparedSha256 === null) throw new SigningError('prepared-not-ready');
  const ended = ['completed', 'declined', 'expired', 'withdrawn', 'superseded'].includes(request.state);
  return {
    requestId: request.id,
    requestState: request.state,
    state: states[you.state],
    body: { name: body.displayName, timeZone: body.timeZone },
    minutes: {
      title: request.title,
      meetingDate: meeting.meetingDate,
      registrationNumber: request.registrationNumber,
      pageCount: request.pageCount,
      language: request.language,
    },
    you: { name: you.name, role: you.role, roleTitle: you.roleTitle, ...signedAt(you) },
    tasks: tasks.map((task) => ({
      name: task.name,
      role: task.role,
      roleTitle: task.roleTitle,
      step: task.step,
      state: task.state,
      ...signedAt(task),
      you: task.id === taskId,
    })),
    sender: { name: request.senderName },
    ...(request.dueDate === null ? {} : { dueDate: request.dueDate }),
    method: request.authenticationMethod,
    preparedSha256: request.preparedSha256,
    downloadUrl: '/api/v1/ceremony/document',
    // The signatory waits only for their own signature; a bounced mail to somebody else is the desk's concern.
    ...(state.attention !== undefined && you.state === 'consented' ? { attention: { code: state.attention.code } } : {}),
    ...(ended ? { closedReason: { code: request.state, ...(reason === undefined ? {} : { reason }) } } : {}),
  };
}

function signedAt(task: SignTaskRow): { signedAt?: string } {
  return task.signedAt === null ? {} : { signedAt: task.signedAt.toISOString() };
}

async function endingReason(
  { request, tasks }: LoadedCase,
  listEvents: () => Promise<readonly { type: string; payload: unknown }[]>,
): Promise<string | undefined> {
  if (request.state === 'declined') return tasks.find((task) => task.declineReason !== null)?.declineReason ?? undefined;
  if (request.state !== 'withdrawn') return undefined;
  const withdrawn = (await listEvents()).find((event) => event.type === 'SignRequestWithdrawn');
  return (withdrawn?.payload as { reason?: string } | undefined)?.reason;
}
