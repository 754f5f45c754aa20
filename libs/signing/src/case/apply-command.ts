import { decide, evolveAll, type Command, type Rejection, type SignRequestEvent, type SignRequestState } from '#signing-order';
import type { SignRequestRow, Transaction } from '#persistence';
import type { SigningCore } from '../dependencies.js';
import type { SigningErrorCode } from '../sentences.js';
import { SigningError } from '../signing-error.js';
import type { CommandContext } from './command-context.js';
import { recordEvents } from './record-events.js';
import { tooLateCode } from './too-late.js';

export interface Applied {
  readonly row: SignRequestRow;
  readonly state: SignRequestState;
  readonly events: readonly SignRequestEvent[];
}

/**
 * Holds the request, decides, and writes facts, projection, evidence and outbox rows: all in the caller's transaction,
 * so that either all of it happened or none.
 * @throws SigningError with the refusal's code; nothing is written then
 */
export async function applyCommand(
  core: Pick<SigningCore, 'ids'>,
  tx: Transaction,
  signRequestId: string,
  command: Command,
  context: CommandContext,
): Promise<Applied> {
  const row = await lockRequest(tx, signRequestId);
  const before = stateOf(row);
  const decision = decide(before, command, context.now);
  if (!decision.ok) throw refusal(decision.rejection, tooLateCode(before, command));
  const { events } = decision;
  if (events.length > 0) await recordEvents(core, tx, row, before, events, context);
  return { row, state: evolveAll(before, events), events };
}

export async function lockRequest(tx: Transaction, signRequestId: string): Promise<SignRequestRow> {
  const row = await tx.signRequests.lock(signRequestId);
  if (row === undefined) throw new SigningError('not-found');
  return row;
}

/** The projection, which is only ever written beside the version that it belongs to. */
export function stateOf(row: SignRequestRow): SignRequestState {
  const state = row.stateJson as SignRequestState;
  if (state.version !== row.version) throw new SigningError('projection-broken', { details: { signRequestId: row.id } });
  return state;
}

const codes: Readonly<Partial<Record<Rejection['code'], SigningErrorCode>>> = {
  'out-of-turn': 'not-your-turn',
  'already-consented': 'already-consented',
  'already-signed': 'already-signed',
  'already-declined': 'already-declined',
  'task-closed': 'task-closed',
  'request-expired': 'request-expired',
  'prepared-mismatch': 'document-changed',
  'remark-not-allowed': 'remark-not-allowed',
  'unknown-task': 'not-found',
  'unknown-report': 'report-unknown',
  'too-many-reports': 'too-many-reports',
  'reason-required': 'reason-required',
  'reason-too-long': 'reason-too-long',
  'no-signatory': 'no-signatory',
  'too-many-signatories': 'too-many-signatories',
  'steps-not-contiguous': 'steps-not-contiguous',
  'bad-quorum': 'bad-quorum',
  'expiry-in-the-past': 'expiry-in-the-past',
};

/** `instead`: what says more to whoever reads it. */
export function refusal({ code, command, status, taskStatus }: Rejection, instead?: SigningErrorCode): SigningError {
  return new SigningError(instead ?? codes[code] ?? 'wrong-state', {
    details: { reason: code, command, state: status, ...(taskStatus === undefined ? {} : { taskState: taskStatus }) },
  });
}
