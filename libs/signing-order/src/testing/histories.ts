import * as fc from 'fast-check';
import type { Command, CommandType } from '../commands.js';
import { decide } from '../decide.js';
import { evolveAll } from '../evolve.js';
import type { SignRequestEvent } from '../events.js';
import { initialState, type SignRequestState } from '../state.js';

export const start = new Date('2026-03-27T12:00:00.000Z');
export const preparedSha256 = 'a'.repeat(64);
export const at = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

export function submit(sizes: readonly number[], quorums: readonly (number | undefined)[] = [], expiresAt?: Date): Command {
  return {
    type: 'SubmitSignRequest',
    requestId: 'request-1',
    steps: sizes.map((_, index) => {
      const quorum = quorums[index];
      return quorum === undefined ? {} : { quorum };
    }),
    tasks: sizes.flatMap((size, index) =>
      Array.from({ length: size }, (_, position) => ({ taskId: `${index + 1}.${position + 1}`, step: index + 1 })),
    ),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

export const prepared: Command = { type: 'RecordPrepared', preparedSha256, preparedLength: 1000 };
export const consent = (taskId: string, authorisationId = `authorisation-${taskId}`): Command => ({
  type: 'RecordConsent',
  taskId,
  authorisationId,
  preparedSha256,
});
export const signature = (taskId: string, authorisationId = `authorisation-${taskId}`): Command => ({
  type: 'RecordSignature',
  taskId,
  authorisationId,
  revisionNumber: 2,
  revisionSha256: 'b'.repeat(64),
});
export const completion: Command = { type: 'RecordCompletion', revisionNumber: 9, revisionSha256: 'c'.repeat(64) };

/** Runs commands that must all be accepted. */
export function after(...commands: readonly Command[]): SignRequestState {
  return commands.reduce((state, command, minute) => {
    const decision = decide(state, command, at(minute));
    if (!decision.ok) throw new Error(`${command.type} refused: ${decision.rejection.code}`);
    return evolveAll(state, decision.events);
  }, initialState);
}

const taskId = fc.constantFrom('1.1', '1.2', '1.3', '2.1', '2.2', '3.1', 'nobody');
const authorisationId = fc.constantFrom('authorisation-a', 'authorisation-b');
const reportId = fc.constantFrom('report-a', 'report-b');
const reason = fc.constantFrom('Wrong paragraph 7.', '', ' ');
/** Mostly none. The first of each step may remark, see `remarking`. */
const remark = fc.constantFrom(...Array.from({ length: 9 }, () => ({})), { remarkCommitment: '1'.repeat(64) }, { remarkCommitment: '1'.repeat(64) }, { remarkCommitment: '2'.repeat(64) });
const newDates = fc.record(
  { extensionId: fc.constantFrom('extension-a', 'extension-b'), expiresAt: fc.constantFrom(null, at(5), at(10_000)), dueDate: fc.constantFrom(null, '2026-04-10') },
  { requiredKeys: ['extensionId'] },
);

function remarking(command: Command): Command {
  if (command.type !== 'SubmitSignRequest') return command;
  return { ...command, tasks: command.tasks.map((task) => ({ ...task, mayRemark: task.taskId.endsWith('.1') })) };
}

/** One arbitrary per command: the record type makes forgetting a new command a compile error. */
export const commandArbitraries: Readonly<Record<CommandType, fc.Arbitrary<Command>>> = {
  SubmitSignRequest: fc
    .record({
      sizes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 0, maxLength: 3 }),
      quorums: fc.array(fc.constantFrom(undefined, undefined, 1, 2, 4), { minLength: 3, maxLength: 3 }),
      expires: fc.constantFrom(undefined, undefined, at(-1), at(30)),
    })
    .map(({ sizes, quorums, expires }) => remarking(submit(sizes, quorums, expires))),
  RecordPrepared: fc.constant(prepared),
  RecordPreparationFailed: fc.constant({ type: 'RecordPreparationFailed', code: 'missing-glyph' }),
  RecordInvitation: fc.record({ taskId, rotation: fc.integer({ min: 0, max: 2 }) }).map((r) => ({ type: 'RecordInvitation', ...r })),
  RecordConsent: fc
    .record({ taskId, authorisationId, preparedSha256: fc.constantFrom(preparedSha256, preparedSha256, preparedSha256, 'd'.repeat(64)), remark })
    .map(({ remark, ...r }) => ({ type: 'RecordConsent', ...r, ...remark })),
  VoidConsent: fc
    .record({ taskId, authorisationId, cause: fc.constantFrom('consent-too-old' as const, 'person-mismatch' as const, 'remark-mismatch' as const) })
    .map((r) => ({ type: 'VoidConsent', ...r })),
  RecordSignature: fc
    .record({ taskId, authorisationId, remark })
    .map(({ remark, ...r }) => ({ type: 'RecordSignature', revisionNumber: 2, revisionSha256: 'b'.repeat(64), ...r, ...remark })),
  DeclineSignTask: fc.record({ taskId, reason }).map((r) => ({ type: 'DeclineSignTask', ...r })),
  ReportError: fc.record({ taskId, reportId, reason }).map((r) => ({ type: 'ReportError', ...r })),
  AnswerErrorReport: fc.record({ reportId, reason }).map((r) => ({ type: 'AnswerErrorReport', ...r })),
  ResumeSigningOrder: fc.constant({ type: 'ResumeSigningOrder' }),
  WithdrawSignRequest: reason.map((text) => ({ type: 'WithdrawSignRequest', reason: text })),
  RecordCompletion: fc.constant(completion),
  ExpireSignRequest: fc.constant({ type: 'ExpireSignRequest' }),
  ExtendSignRequest: newDates.map((dates) => ({ type: 'ExtendSignRequest', ...dates })),
  ReopenSignRequest: newDates.map((dates) => ({ type: 'ReopenSignRequest', ...dates })),
  SupersedeSignRequest: reason.map((text) => ({ type: 'SupersedeSignRequest', byRequestId: 'request-2', reason: text })),
  RaiseAttention: fc
    .constantFrom('timestamping-failed' as const, 'mail-failed' as const)
    .map((cause) => ({ type: 'RaiseAttention', cause, code: 'timestamp-unavailable' })),
  ClearAttention: fc.constant({ type: 'ClearAttention' }),
  ResendLink: taskId.map((id) => ({ type: 'ResendLink', taskId: id })),
  SubstituteSignatory: fc.record({ taskId, reason }).map((r) => ({ type: 'SubstituteSignatory', ...r })),
  CorrectAddress: taskId.map((id) => ({ type: 'CorrectAddress', taskId: id })),
};

const weights: Partial<Record<CommandType, number>> = {
  RecordConsent: 50,
  RecordSignature: 60,
  RecordPrepared: 4,
  RecordCompletion: 12,
  VoidConsent: 4,
  AnswerErrorReport: 6,
  ResumeSigningOrder: 4,
};

/** Histories that mostly go forward, with every nuisance in between, legal or not. */
export const histories: fc.Arbitrary<readonly Command[]> = fc
  .tuple(
    commandArbitraries.SubmitSignRequest,
    fc.array(
      fc.oneof(
        ...(Object.keys(commandArbitraries) as CommandType[]).map((type) => ({
          arbitrary: commandArbitraries[type],
          weight: weights[type] ?? 1,
        })),
      ),
      { maxLength: 80, size: 'max' },
    ),
  )
  .map(([first, rest]) => [first, prepared, ...rest]);

export interface Played {
  readonly state: SignRequestState;
  readonly events: readonly SignRequestEvent[];
  /** State before, events, and state after each accepted command. */
  readonly turns: readonly {
    readonly before: SignRequestState;
    readonly command: Command;
    readonly events: readonly SignRequestEvent[];
    readonly after: SignRequestState;
  }[];
}

export function play(history: readonly Command[]): Played {
  let state = initialState;
  const turns: Played['turns'][number][] = [];
  history.forEach((command, minute) => {
    const decision = decide(state, command, at(minute));
    if (!decision.ok) return;
    const next = evolveAll(state, decision.events);
    turns.push({ before: state, command, events: decision.events, after: next });
    state = next;
  });
  return { state, events: turns.flatMap((turn) => turn.events), turns };
}
