import type { TrustedListUse } from '#validation';
import type { ListFinding } from '../trusted-list/list-finding.js';
import type { OpenedList } from '../trusted-list/open-list.js';
import type { Pivot } from '../trusted-list/pivots.js';
import type { TrustedList } from '../trusted-list/trusted-list.js';
import type { ListStore, StoredList } from './list-store.js';

/** How lists are fetched and kept. Who fetches decides which hosts may be called, for how long and how much. */
export interface ListOnline {
  /** @throws an error with the code `host-not-allowed`, or any other about the network */
  readonly fetch: (address: string) => Promise<Uint8Array>;
  readonly store: ListStore;
  readonly now: Date;
  /** How long a copy is used without asking again, in milliseconds. */
  readonly refreshAfter: number;
}

export interface ObtainedList {
  readonly list: TrustedList | undefined;
  readonly state: Exclude<TrustedListUse['state'], 'file'>;
  readonly fetchedAt: Date;
  readonly findings: readonly ListFinding[];
}

/** @param isPast verified as ever, but not whether it is in force */
type Open = (bytes: Uint8Array, isPast?: boolean) => Promise<OpenedList>;

/**
 * The list of an address: a copy that is new enough, else what the address gives now, else the older copy for as long as it is in force,
 * with a note. Only what holds is kept, and never an issue older than the one kept before: who can answer in the address's place gains
 * nothing by serving last year's list.
 */
export async function obtainList(address: string, open: Open, online: ListOnline): Promise<ObtainedList> {
  const { now, refreshAfter, store } = online;
  const stored = await store.read(address);
  const kept = stored === undefined ? undefined : { ...stored, opened: await open(stored.bytes) };
  const age = kept === undefined ? Infinity : now.getTime() - kept.fetchedAt.getTime();
  if (kept?.opened.list !== undefined && age >= 0 && age < refreshAfter) {
    return { list: kept.opened.list, state: 'kept', fetchedAt: kept.fetchedAt, findings: kept.opened.findings };
  }
  const fetched = await fetchOne(address, online);
  const fresh = fetched.bytes === undefined ? undefined : await open(fetched.bytes);
  const findings = [...fetched.findings, ...(fresh?.findings ?? [])];
  if (fetched.bytes !== undefined && fresh?.list !== undefined) {
    // Past its next update a copy still says which issue it was, and nobody but its signer does.
    const known = kept === undefined ? undefined : (kept.opened.list ?? (await open(kept.bytes, true)).list);
    if (fresh.list.sequenceNumber >= (known?.sequenceNumber ?? 0)) {
      findings.push(...(await keep(address, { bytes: fetched.bytes, fetchedAt: now }, store)));
      return { list: fresh.list, state: 'fetched', fetchedAt: now, findings };
    }
    findings.push({ code: 'list-older-than-known', weight: 'refused', source: address, detail: String(fresh.list.sequenceNumber) });
  }
  if (kept === undefined) return { list: undefined, state: 'fetched', fetchedAt: now, findings };
  const fromCache: ListFinding[] = kept.opened.list === undefined ? [] : [{ code: 'list-from-cache', weight: 'note', source: address, detail: kept.fetchedAt.toISOString() }];
  return { list: kept.opened.list, state: 'stale', fetchedAt: kept.fetchedAt, findings: [...findings, ...kept.opened.findings, ...fromCache] };
}

export interface ObtainedPivot extends Pivot {
  readonly isCopy: boolean;
}

/** A pivot never changes: what was kept of it is as good as what the address would give, as long as it leads where it should. */
export async function obtainPivot(location: string, online: ListOnline): Promise<ObtainedPivot> {
  const stored = await online.store.read(location);
  return stored === undefined ? fetchPivot(location, online) : { location, bytes: stored.bytes, isCopy: true };
}

export async function fetchPivot(location: string, online: ListOnline): Promise<ObtainedPivot> {
  const { bytes } = await fetchOne(location, online);
  return { location, bytes, isCopy: false };
}

async function fetchOne(address: string, { fetch }: ListOnline): Promise<{ readonly bytes?: Uint8Array; readonly findings: readonly ListFinding[] }> {
  try {
    return { bytes: await fetch(address), findings: [] };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === 'host-not-allowed') return { findings: [{ code: 'list-host-not-allowed', weight: 'refused', source: address }] };
    return { findings: [{ code: 'list-fetch-failed', weight: 'refused', source: address, ...(code === undefined ? {} : { detail: code }) }] };
  }
}

/** A list that cannot be kept can still be used. */
export async function keep(address: string, list: StoredList, store: ListStore): Promise<ListFinding[]> {
  try {
    await store.write(address, list);
    return [];
  } catch {
    return [{ code: 'list-cache-unusable', weight: 'note', source: address }];
  }
}
