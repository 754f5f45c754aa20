import { CollectedLists, type LoadedLists } from '../trusted-list/collected-lists.js';
import { addFiles, claimedHead, signersOf, type ListSource } from '../trusted-list/load-lists.js';
import { openList, type OpenedList } from '../trusted-list/open-list.js';
import { openListOfLists } from '../trusted-list/open-list-of-lists.js';
import { pivotLocations } from '../trusted-list/pivots.js';
import { listOfLists, type ListPointer, type TrustedList } from '../trusted-list/trusted-list.js';
import { fetchPivot, keep, obtainList, obtainPivot, type ListOnline, type ObtainedPivot } from './obtain-list.js';

/** More national lists than there are states: a list of lists must not send us on endless errands. */
const maxLists = 100;
/** Asked at once. */
const lanes = 4;
/** Machine-readable lists; a pointer without a type is tried. */
const xmlTypes: ReadonlySet<string> = new Set(['', 'application/vnd.etsi.tsl+xml']);

export interface ListsWanted {
  /** Of a list of lists, or of national lists. */
  readonly addresses: readonly string[];
  readonly files: readonly ListSource[];
  /** DER of who may sign what is named here; see `loadLists`. */
  readonly signers: readonly Uint8Array[];
  /** Lists must be in force at this time. */
  readonly at: Date;
}

/**
 * Lists of addresses, with every national list that a list of lists among them points to, and of files. Each is verified in the same way.
 * A list whose host may not be called, or that cannot be had, is a finding, and `isWhole` is false.
 */
export async function gatherLists({ addresses, files, signers, at }: ListsWanted, online: ListOnline): Promise<LoadedLists> {
  const collected = new CollectedLists();
  const obtain = async (address: string, open: Parameters<typeof obtainList>[1]): Promise<TrustedList | undefined> => {
    const { list, state, fetchedAt, findings } = await obtainList(address, open, online);
    collected.add(list, { source: address, state, fetchedAt: fetchedAt.toISOString() }, findings);
    return list;
  };
  const pointers: ListPointer[] = [];
  for (const address of addresses) {
    const list = await obtain(address, (bytes, isPast = false) => openNamed({ source: address, bytes, signers, at, isPast }, online));
    if (list?.type === listOfLists) pointers.push(...list.pointers.filter(({ type, mimeType }) => type !== listOfLists && xmlTypes.has(mimeType)));
  }
  const national = [...new Map(pointers.map((pointer) => [pointer.location, pointer])).values()].slice(0, maxLists);
  await eachOf(national, async ({ location, territory }) => {
    await obtain(location, (bytes, isPast = false) => Promise.resolve(ofTerritory(territory, openList({ source: location, bytes, signers: signersOf(pointers, territory), at, isPast }), location)));
  });
  addFiles(collected, files, { signers, pointers, at });
  return collected.all();
}

/** A list that somebody named: a list of lists through its pivots, any other as it is. */
async function openNamed(request: Parameters<typeof openList>[0], online: ListOnline): Promise<OpenedList> {
  if (claimedHead(request.bytes).type !== listOfLists) return openList(request);
  const pivots: ObtainedPivot[] = [];
  for (const location of pivotLocations(request.bytes)) pivots.push(await obtainPivot(location, online));
  const first = openListOfLists(request, pivots);
  const isDoubtful = ({ location, isCopy }: ObtainedPivot) => isCopy && !first.followed.includes(location);
  if (first.list !== undefined || !pivots.some(isDoubtful)) return keepFollowed(first, pivots, online);
  // A copy that somebody changed must not keep the list out for ever: what leads nowhere is had anew.
  const again: ObtainedPivot[] = [];
  for (const pivot of pivots) again.push(isDoubtful(pivot) ? await fetchPivot(pivot.location, online) : pivot);
  return keepFollowed(openListOfLists(request, again), again, online);
}

/** Only what the chain goes through is kept: it never changes. */
async function keepFollowed({ followed, ...opened }: ReturnType<typeof openListOfLists>, pivots: readonly ObtainedPivot[], { now, store }: ListOnline): Promise<OpenedList> {
  for (const { location, bytes, isCopy } of pivots) {
    if (bytes !== undefined && !isCopy && followed.includes(location)) await keep(location, { bytes, fetchedAt: now }, store);
  }
  return opened;
}

/** A pointer vouches for the list of its own territory and for no other. */
function ofTerritory(territory: string, opened: OpenedList, source: string): OpenedList {
  if (opened.list === undefined || opened.list.territory === territory) return opened;
  return { list: undefined, findings: [{ code: 'list-not-in-lotl', weight: 'refused', source, detail: opened.list.territory }] };
}

async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
