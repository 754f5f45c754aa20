import os from 'node:os';
import path from 'node:path';
import { systemClock } from '#platform';
import { createListStore, gatherLists, loadLists, type ListsWanted, type LoadedLists } from '#trust';
import type { ValidateOptions } from './options.js';

/** Lists change every few weeks, and a withdrawn service must be seen within a day. */
const refreshAfter = 6 * 3_600_000;

/** The lists that were asked for; only those at an address need a network. */
export async function readLists(wanted: ListsWanted, { allowedHosts, listCache }: Pick<ValidateOptions, 'allowedHosts' | 'listCache'>): Promise<LoadedLists> {
  if (wanted.addresses.length === 0) return loadLists(wanted.files, wanted.signers, wanted.at);
  const { fetchList } = await import('#pades');
  const own = wanted.addresses.map((address) => new URL(address).host);
  return gatherLists(wanted, {
    fetch: (address) => fetchList(address, { named: wanted.addresses, allowedHosts: [...allowedHosts, ...own] }),
    store: createListStore(listCache ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'justera', 'trusted-lists')),
    now: systemClock.now(),
    refreshAfter,
  });
}
