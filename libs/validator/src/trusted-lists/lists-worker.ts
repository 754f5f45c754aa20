// Runs in a worker thread: canonicalising a list of several megabytes takes seconds, in which an HTTP process must go on answering.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { fetchList } from '#pades';
import { createListStore, gatherLists, type ListFinding, type LoadedLists } from '#trust';

export interface ListsQuestion {
  readonly addresses: readonly string[];
  readonly files: readonly string[];
  /** DER. */
  readonly signers: readonly Uint8Array[];
  readonly allowedHosts: readonly string[];
  readonly cacheFolder: string;
  /** Milliseconds that a copy is used without asking again. */
  readonly refreshAfter: number;
  /** ISO 8601. */
  readonly now: string;
}

export type ListsAnswer = Pick<LoadedLists, 'services' | 'used' | 'isWhole' | 'findings'>;

async function answer({ addresses, files, signers, allowedHosts, cacheFolder, refreshAfter, now }: ListsQuestion): Promise<ListsAnswer> {
  const missing: ListFinding[] = [];
  const read = files.flatMap((file) => {
    try {
      return [{ source: file, bytes: new Uint8Array(readFileSync(file)) }];
    } catch {
      missing.push({ code: 'list-missing', weight: 'refused', source: file });
      return [];
    }
  });
  const hosts = [...allowedHosts, ...addresses.map((address) => new URL(address).host)];
  const online = { fetch: (address: string) => fetchList(address, { named: addresses, allowedHosts: hosts }), store: createListStore(cacheFolder), now: new Date(now), refreshAfter };
  const { services, used, isWhole, findings } = await gatherLists({ addresses, files: read, signers, at: new Date(now) }, online);
  return { services, used, isWhole: isWhole && missing.length === 0, findings: [...missing, ...findings] };
}

// An error ends the worker, and is told to whoever started it.
parentPort?.postMessage(await answer(workerData as ListsQuestion));
