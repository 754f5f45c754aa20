import path from 'node:path';
import { readXml, XmlError } from '../xml/read-xml.js';
import { descend, textOf } from '../xml/xml-element.js';
import { CollectedLists, type LoadedLists } from './collected-lists.js';
import { openList, type OpenedList } from './open-list.js';
import { openListOfLists } from './open-list-of-lists.js';
import { pivotLocations, type Pivot } from './pivots.js';
import { listOfLists, type ListPointer } from './trusted-list.js';

export interface ListSource {
  /** File or address, for findings. */
  readonly source: string;
  readonly bytes: Uint8Array;
}

/**
 * Lists that are already here. A list of lists, or a national list by itself, must be signed by one of `signers`; a national list
 * that an accepted list of lists points to, by one of the certificates of that pointer (TS 119 615 4.1, 4.2). Pivots of a list of lists
 * are found among the files by the last part of their address.
 *
 * @param signers DER: for the LOTL those published in the Official Journal of the EU
 */
export function loadLists(sources: readonly ListSource[], signers: readonly Uint8Array[], at: Date): LoadedLists {
  const collected = new CollectedLists();
  addFiles(collected, sources, { signers, pointers: [], at });
  return collected.all();
}

/** @param pointers of lists of lists that are accepted already */
export function addFiles(collected: CollectedLists, sources: readonly ListSource[], by: { readonly signers: readonly Uint8Array[]; readonly pointers: readonly ListPointer[]; readonly at: Date }): void {
  const { signers, at } = by;
  const add = (source: string, { list, findings }: OpenedList) => {
    // A report goes to strangers: it names the file, not where we keep it.
    collected.add(list, { source: path.basename(source), state: 'file', fetchedAt: null }, findings);
    return list;
  };
  const headed = sources.map((one) => ({ ...one, ...claimedHead(one.bytes) }));
  const lotls = headed.filter(({ type }) => type === listOfLists).map((one) => ({ ...one, pivots: pivotLocations(one.bytes) }));
  const pivotsOf = ({ bytes, pivots }: (typeof lotls)[number]): Pivot[] => pivots.map((location) => {
    const name = path.posix.basename(new URL(location).pathname);
    return { location, bytes: lotls.find((other) => other.bytes !== bytes && path.basename(other.source) === name)?.bytes };
  });
  const pivotBytes = new Set(lotls.flatMap(pivotsOf).flatMap(({ bytes }) => bytes ?? []));
  const heads = lotls.filter(({ bytes }) => !pivotBytes.has(bytes));
  // Two that call each other a pivot are both looked at, and refused or not as they are.
  const pointers = (heads.length > 0 ? heads : lotls).flatMap((one) => {
    return add(one.source, openListOfLists({ source: one.source, bytes: one.bytes, signers, at }, pivotsOf(one)))?.pointers ?? [];
  });
  const all = [...by.pointers, ...pointers];
  for (const { source, bytes, territory } of headed.filter(({ type }) => type !== listOfLists)) add(source, openList({ source, bytes, signers: [...signers, ...signersOf(all, territory)], at }));
}

export function signersOf(pointers: readonly ListPointer[], territory: string): Uint8Array[] {
  return pointers.filter((pointer) => pointer.territory === territory && pointer.type !== listOfLists).flatMap(({ certificates }) => [...certificates]);
}

/** What a list says of itself before anything is verified: only to know which pointer it must answer to. The signature decides. */
export function claimedHead(bytes: Uint8Array): { readonly type: string; readonly territory: string } {
  try {
    const scheme = descend(readXml(bytes), 'SchemeInformation');
    return { type: textOf(descend(scheme, 'TSLType')) ?? '', territory: textOf(descend(scheme, 'SchemeTerritory')) ?? '' };
  } catch (error) {
    // What is wrong with it is said when it is opened.
    if (error instanceof XmlError) return { type: '', territory: '' };
    throw error;
  }
}
