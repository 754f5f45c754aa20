import { maximumRemarkLength, type Language } from '#minutes';
import type { AuthenticationMethod, SignTaskRow } from '#persistence';
import { taskOf, type RequestStatus, type SignRequestEvent, type TaskState, type TaskStatus } from '#signing-order';
import { reportsIn } from '../case/error-reports.js';
import { remarksOf } from '../case/remarks.js';
import { loadCase, taskIn, type LoadedCase } from '../case/load-case.js';
import type { SigningCore, TaskRef } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { timeOfCase, type TimeView } from '../time/time-of-case.js';

export type CeremonyState = 'waitingTurn' | 'open' | 'consented' | 'signed' | 'declined' | 'closed';

/** What one signatory sees of a case. Plain JSON; times ISO 8601 UTC. No address, no link, nobody else's reasons but the end's. */
export interface CeremonyView extends TimeView {
  readonly requestId: string;
  /** Opaque. Another one when something that this person waits for has happened: the own task, the state of the request, its trouble. */
  readonly marker: string;
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
  readonly you: { readonly name: string; readonly role: string; readonly roleTitle: string; readonly signedAt?: string; readonly mayRemark?: { readonly maximumLength: number }; readonly remark?: string };
  readonly tasks: readonly {
    readonly name: string;
    /** Whose printed slot it is, where somebody else signs. */
    readonly substituteFor?: string;
    readonly role: string;
    readonly roleTitle: string;
    readonly step: number;
    readonly state: TaskStatus;
    readonly signedAt?: string;
    /** Approved or signed with a remark. */
    readonly withRemark?: true;
    readonly you: boolean;
  }[];
  readonly sender: { readonly name: string };
  readonly method: AuthenticationMethod;
  readonly preparedSha256: string;
  readonly downloadUrl: string;
  readonly attention?: { readonly code: string };
  /** What this person has reported as wrong, oldest first. */
  readonly errorReports: readonly { readonly text: string; readonly at: string; readonly answer?: string; readonly answeredAt?: string }[];
  readonly closedReason?: { readonly code: string; readonly reason?: string };
}

/** @throws SigningError `not-found` */
export function viewCeremony(core: SigningCore, ref: TaskRef): Promise<CeremonyView> {
  return core.database.inBody(
    ref.bodyId,
    async (tx) => {
      const loaded = await loadCase(tx, ref.signRequestId);
      const events = (await tx.events.listOf(ref.signRequestId)).map((row) => row.payload as SignRequestEvent);
      return ceremonyViewOf(loaded, ref.taskId, events, { now: core.clock.now(), remark: (await remarksOf(tx, ref.signRequestId)).get(ref.taskId) });
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

function ceremonyViewOf(loaded: LoadedCase, taskId: string, events: readonly SignRequestEvent[], { now, remark }: { readonly now: Date; readonly remark: string | undefined }): CeremonyView {
  const { body, meeting, request, tasks, state } = loaded;
  const you = taskIn(loaded, taskId);
  if (request.preparedSha256 === null) throw new SigningError('prepared-not-ready');
  const reason = endingReason(loaded, events);
  const ended = ['completed', 'declined', 'expired', 'withdrawn', 'superseded'].includes(request.state);
  return {
    requestId: request.id,
    marker: [you.state, request.state, state.attention?.code ?? ''].join('.'),
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
    you: { name: you.name, role: you.role, roleTitle: you.roleTitle, ...signedAt(you), ...remarkOf(taskOf(state, taskId), remark) },
    tasks: tasks.map((task) => ({
      name: task.name,
      ...(task.printedName === null || task.printedName === task.name ? {} : { substituteFor: task.printedName }),
      role: task.role,
      roleTitle: task.roleTitle,
      step: task.step,
      state: task.state,
      ...signedAt(task),
      ...(taskOf(state, task.id)?.remarkCommitment === undefined ? {} : { withRemark: true }),
      you: task.id === taskId,
    })),
    sender: { name: request.senderName },
    ...timeOfCase(request, state, body, now),
    method: request.authenticationMethod,
    preparedSha256: request.preparedSha256,
    downloadUrl: '/api/v1/ceremony/document',
    // The signatory waits only for their own signature; a bounced mail to somebody else is the desk's concern.
    ...(state.attention !== undefined && you.state === 'consented' ? { attention: { code: state.attention.code } } : {}),
    errorReports: reportsIn(events).filter((report) => report.taskId === taskId).map(({ text, at, answer, answeredAt }) => ({ text, at, ...(answer === undefined ? {} : { answer }), ...(answeredAt === undefined ? {} : { answeredAt }) })),
    ...(ended ? { closedReason: { code: request.state, ...(reason === undefined ? {} : { reason }) } } : {}),
  };
}

function signedAt(task: SignTaskRow): { signedAt?: string } {
  return task.signedAt === null ? {} : { signedAt: task.signedAt.toISOString() };
}

function remarkOf(task: TaskState | undefined, remark: string | undefined): Pick<CeremonyView['you'], 'mayRemark' | 'remark'> {
  return { ...(task?.mayRemark === true ? { mayRemark: { maximumLength: maximumRemarkLength } } : {}), ...(remark === undefined ? {} : { remark }) };
}

function endingReason({ request, tasks }: LoadedCase, events: readonly SignRequestEvent[]): string | undefined {
  if (request.state === 'declined') return tasks.find((task) => task.declineReason !== null)?.declineReason ?? undefined;
  for (const event of events) if (event.type === 'SignRequestWithdrawn' || event.type === 'SignRequestSuperseded') return event.reason;
  return undefined;
}
