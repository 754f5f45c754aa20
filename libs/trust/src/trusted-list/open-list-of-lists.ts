import { openList, type ListRequest, type OpenedList } from './open-list.js';
import { followPivots, type Pivot } from './pivots.js';

/**
 * A list of lists, whose signer may have changed since the certificates in `request.signers` were published: the pivots say through whom.
 * @param pivots oldest first
 */
export function openListOfLists(request: ListRequest, pivots: readonly Pivot[]): OpenedList & { readonly followed: readonly string[] } {
  const { signers, followed, findings: onTheWay } = followPivots(pivots, request.signers, request.at);
  const isBroken = signers.length === 0 && request.signers.length > 0;
  const opened = isBroken ? { list: undefined, findings: [] } : openList({ ...request, signers });
  // Pivots older than the known certificates are nobody's business as long as the list itself holds.
  return { ...opened, followed, findings: opened.list === undefined ? [...onTheWay, ...opened.findings] : opened.findings };
}
