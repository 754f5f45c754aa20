import { readXml, XmlError } from '../xml/read-xml.js';
import { childrenOf, descend, textOf } from '../xml/xml-element.js';
import type { ListFinding } from './list-finding.js';
import { openList } from './open-list.js';
import { listOfLists, type TrustedList } from './trusted-list.js';

/** The real list of lists has named up to a handful of pivots between two Official Journals. */
const maxPivots = 30;

/**
 * Where a list of lists says its pivots are, oldest first: issues of it that changed who may sign it, kept for good (TS 119 615 4.1;
 * the Commission's explanation of pivot LOTLs). They stand in SchemeInformationURI, newest first, among addresses of other things.
 * Read before anything is verified, since verifying needs them: an address here is no more than a place to look at.
 */
export function pivotLocations(bytes: Uint8Array): string[] {
  try {
    const uris = childrenOf(descend(readXml(bytes), 'SchemeInformation', 'SchemeInformationURI'), 'URI').flatMap((uri) => textOf(uri) ?? []);
    return [...new Set(uris.filter(isXmlAddress))].slice(0, maxPivots).reverse();
  } catch (error) {
    // What is wrong with it is said when it is opened.
    if (error instanceof XmlError) return [];
    throw error;
  }
}

function isXmlAddress(uri: string): boolean {
  return URL.canParse(uri) && /^https?:$/u.test(new URL(uri).protocol) && /\.xml$/iu.test(new URL(uri).pathname);
}

export interface Pivot {
  readonly location: string;
  /** Undefined when it could not be had. */
  readonly bytes: Uint8Array | undefined;
}

export interface PivotSigners {
  /** DER of who may sign the list of lists now; none when the chain is broken. */
  readonly signers: readonly Uint8Array[];
  /** Locations of the pivots that the chain goes through. */
  readonly followed: readonly string[];
  readonly findings: readonly ListFinding[];
}

/**
 * Who may sign the list of lists, going from the certificates that are known (of an Official Journal) through the pivots: each is signed by
 * whom the one before it names, and names who signs after it. Pivots older than the known certificates do not verify with them and are passed
 * over; once one has, a pivot that is missing or does not hold breaks the chain.
 *
 * @param pivots oldest first
 */
export function followPivots(pivots: readonly Pivot[], known: readonly Uint8Array[], at: Date): PivotSigners {
  const findings: ListFinding[] = [];
  const followed: string[] = [];
  let signers = known;
  let last: TrustedList | undefined;
  for (const pivot of pivots) {
    const next = openPivot(pivot, signers, at, last);
    if (next !== undefined) {
      last = next;
      signers = signersAfter(next);
      followed.push(pivot.location);
    } else if (last === undefined) findings.push({ code: 'list-pivot-not-followed', weight: 'note', source: pivot.location });
    else return { signers: [], followed, findings: [...findings, { code: 'list-pivot-broken', weight: 'refused', source: pivot.location }] };
  }
  return { signers, followed, findings };
}

function openPivot({ location, bytes }: Pivot, signers: readonly Uint8Array[], at: Date, last: TrustedList | undefined): TrustedList | undefined {
  if (bytes === undefined) return undefined;
  const { list } = openList({ source: location, bytes, signers, at, isPast: true });
  const isNext = list?.type === listOfLists && signersAfter(list).length > 0 && list.sequenceNumber > (last?.sequenceNumber ?? -1);
  return isNext ? list : undefined;
}

/** A list of lists points to itself too, with the certificates that may sign it. */
function signersAfter({ pointers, territory }: TrustedList): Uint8Array[] {
  return pointers.filter((pointer) => pointer.type === listOfLists && pointer.territory === territory).flatMap(({ certificates }) => [...certificates]);
}
