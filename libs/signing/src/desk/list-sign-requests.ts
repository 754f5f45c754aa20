import { isUuid } from '#platform';
import type { SignRequestRow, Transaction } from '#persistence';
import { requestStatuses, type RequestStatus } from '#signing-order';
import { stateOf } from '../case/apply-command.js';
import type { SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { timeOfCase, type TimeView } from '../time/time-of-case.js';
import { attentionViewOf, type AttentionView } from './sign-request-view.js';

export interface SignRequestSummary extends Omit<TimeView, 'expiresAt'> {
  readonly id: string;
  readonly state: RequestStatus;
  readonly attention?: AttentionView;
  readonly title: string;
  readonly body: { readonly id: string; readonly name: string };
  readonly meetingDate: string;
  readonly registrationNumber: string;
  readonly signedCount: number;
  readonly taskCount: number;
  readonly createdAt: string;
}

export interface ListQuery {
  /** The bodies that the asker may see. */
  readonly bodyIds: readonly string[];
  readonly state?: string;
  readonly cursor?: string;
  /** 1 … 200; 50 when not given. */
  readonly limit?: number;
}

/** First what needs attention, then the rest; newest first in each. */
interface Cursor {
  readonly part: 'attention' | 'rest';
  readonly createdAt?: Date;
  readonly id?: string;
}

/**
 * A page of cases, by keyset: as fast on page 1 000 as on page 1.
 * @throws SigningError `request-invalid` for a cursor or state that is not ours
 */
export async function listSignRequests(
  core: SigningCore,
  query: ListQuery,
): Promise<{ readonly items: readonly SignRequestSummary[]; readonly nextCursor?: string }> {
  const limit = Math.min(Math.max(Math.trunc(query.limit ?? 50), 1), 200);
  const state = stateFilter(query.state);
  let cursor = readCursor(query.cursor);
  const items: SignRequestSummary[] = [];
  while (items.length < limit) {
    const page = await readPage(core, query.bodyIds, state, cursor, limit - items.length);
    items.push(...page.items);
    if (page.next !== undefined) cursor = page.next;
    else if (cursor.part === 'attention') cursor = { part: 'rest' };
    else return { items };
  }
  return { items, nextCursor: writeCursor(cursor) };
}

interface Page {
  readonly items: readonly SignRequestSummary[];
  /** Where this part goes on; undefined at its end. */
  readonly next?: Cursor;
}

async function readPage(core: SigningCore, bodyIds: readonly string[], state: RequestStatus | undefined, cursor: Cursor, limit: number): Promise<Page> {
  const { createdAt, id, part } = cursor;
  const after = createdAt === undefined || id === undefined ? {} : { after: { createdAt, id } };
  const filter = { ...(state === undefined ? {} : { state }), needsAttention: part === 'attention', ...after, limit };
  const found: SignRequestSummary[] = [];
  for (const bodyId of bodyIds) {
    found.push(...(await core.database.inBody(bodyId, async (tx) => summaries(tx, await list(tx, filter), core.clock.now()), { isolation: 'REPEATABLE READ' })));
  }
  const items = found.sort((a, b) => compare(b.createdAt, a.createdAt) || compare(b.id, a.id)).slice(0, limit);
  const last = items.at(-1);
  if (last === undefined || items.length < limit) return { items };
  return { items, next: { part, createdAt: new Date(last.createdAt), id: last.id } };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The store filters *for* attention; without it the others are taken until the page is full. */
async function list(tx: Transaction, filter: Parameters<Transaction['signRequests']['list']>[0] & { limit: number }): Promise<SignRequestRow[]> {
  if (filter.needsAttention === true) return tx.signRequests.list(filter);
  const rows: SignRequestRow[] = [];
  let after = filter.after;
  for (;;) {
    const page = await tx.signRequests.list({ ...filter, needsAttention: false, ...(after === undefined ? {} : { after }) });
    rows.push(...page.filter((row) => row.attention === null));
    const last = page.at(-1);
    if (last === undefined || page.length < filter.limit || rows.length >= filter.limit) return rows.slice(0, filter.limit);
    after = { createdAt: last.createdAt, id: last.id };
  }
}

async function summaries(tx: Transaction, rows: readonly SignRequestRow[], now: Date): Promise<SignRequestSummary[]> {
  if (rows.length === 0) return [];
  const body = await tx.bodies.get();
  const meetings = await tx.query<{ id: string; meeting_date: string }>(
    'SELECT id, meeting_date FROM justera.meeting WHERE body_id = $1 AND id = ANY($2::uuid[])',
    [tx.bodyId, [...new Set(rows.map((row) => row.meetingId))]],
  );
  const dates = new Map(meetings.map((meeting) => [meeting.id, meeting.meeting_date]));
  return rows.map((row) => {
    const state = stateOf(row);
    return {
      id: row.id,
      state: row.state,
      ...attentionViewOf(state),
      title: row.title,
      body: { id: row.bodyId, name: body?.displayName ?? '' },
      meetingDate: dates.get(row.meetingId) ?? '',
      registrationNumber: row.registrationNumber,
      ...(body === undefined ? {} : timeOfCase(row, {}, body, now)),
      signedCount: state.tasks.filter((task) => task.status === 'signed').length,
      taskCount: state.tasks.length,
      createdAt: row.createdAt.toISOString(),
    };
  });
}

function stateFilter(text: string | undefined): RequestStatus | undefined {
  if (text === undefined) return undefined;
  const state = requestStatuses.find((status) => status === text);
  if (state === undefined) throw new SigningError('request-invalid', { details: { members: ['state'] } });
  return state;
}

function writeCursor({ part, createdAt, id }: Cursor): string {
  return Buffer.from([part, createdAt?.toISOString() ?? '', id ?? ''].join(' ')).toString('base64url');
}

function readCursor(text: string | undefined): Cursor {
  if (text === undefined) return { part: 'attention' };
  const [part, time, id] = Buffer.from(text, 'base64url').toString().split(' ');
  const createdAt = new Date(time ?? '');
  const isPart = part === 'attention' || part === 'rest';
  if (isPart && time === '' && id === '') return { part };
  if (!isPart || id === undefined || !isUuid(id) || Number.isNaN(createdAt.getTime())) {
    throw new SigningError('request-invalid', { details: { members: ['cursor'] } });
  }
  return { part, createdAt, id };
}
