import type { TrustedService } from '#validation';
import { readXml, XmlError } from '../xml/read-xml.js';
import { descend, textOf } from '../xml/xml-element.js';
import type { ListFinding } from './list-finding.js';
import { openList } from './open-list.js';
import { listOfLists, type ListPointer, type TrustedList } from './trusted-list.js';

export interface ListSource {
  /** File or address, for findings. */
  readonly source: string;
  readonly bytes: Uint8Array;
}

export interface LoadedLists {
  /** Those that hold, a list of lists first. */
  readonly lists: readonly TrustedList[];
  readonly services: readonly TrustedService[];
  readonly findings: readonly ListFinding[];
}

/**
 * Lists that are already here. A list of lists, or a national list by itself, must be signed by one of `signers`; a national list
 * that an accepted list of lists points to, by one of the certificates of that pointer (TS 119 615 4.1, 4.2).
 *
 * @param signers DER: for the LOTL those published in the Official Journal of the EU
 */
export function loadLists(sources: readonly ListSource[], signers: readonly Uint8Array[], at: Date): LoadedLists {
  const findings: ListFinding[] = [];
  const lists: TrustedList[] = [];
  const open = ({ source, bytes }: ListSource, allowed: readonly Uint8Array[]): TrustedList | undefined => {
    const opened = openList({ source, bytes, signers: allowed, at });
    findings.push(...opened.findings);
    if (opened.list !== undefined) keepNewest(lists, opened.list, source, findings);
    return opened.list;
  };
  const headed = sources.map((one) => ({ ...one, ...claimedHead(one.bytes) }));
  const pointers = headed.filter(({ type }) => type === listOfLists).flatMap((one) => open(one, signers)?.pointers ?? []);
  for (const one of headed.filter(({ type }) => type !== listOfLists)) open(one, [...signers, ...signersOf(pointers, one.territory)]);
  return { lists, services: lists.flatMap(({ services }) => services), findings };
}

export function signersOf(pointers: readonly ListPointer[], territory: string): Uint8Array[] {
  return pointers.filter((pointer) => pointer.territory === territory && pointer.type !== listOfLists).flatMap(({ certificates }) => [...certificates]);
}

/** What a list says of itself before anything is verified: only to know which pointer it must answer to. The signature decides. */
function claimedHead(bytes: Uint8Array): { readonly type: string; readonly territory: string } {
  try {
    const scheme = descend(readXml(bytes), 'SchemeInformation');
    return { type: textOf(descend(scheme, 'TSLType')) ?? '', territory: textOf(descend(scheme, 'SchemeTerritory')) ?? '' };
  } catch (error) {
    // What is wrong with it is said when it is opened.
    if (error instanceof XmlError) return { type: '', territory: '' };
    throw error;
  }
}

/** Two issues of one list: the older one may still trust what the newer one has dropped. */
function keepNewest(lists: TrustedList[], list: TrustedList, source: string, findings: ListFinding[]): void {
  const index = lists.findIndex(({ territory, type }) => territory === list.territory && type === list.type);
  const other = lists[index];
  if (other === undefined) {
    lists.push(list);
    return;
  }
  findings.push({ code: 'list-older-than-known', weight: 'note', source, detail: `${Math.min(other.sequenceNumber, list.sequenceNumber)}` });
  if (list.sequenceNumber > other.sequenceNumber) lists[index] = list;
}
