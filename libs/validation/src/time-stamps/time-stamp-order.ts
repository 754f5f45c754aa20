import type { DocumentTimeStamp } from './document-time-stamp.js';
import type { TimeStampVerdict } from './validate-time-stamp.js';

/**
 * Do the times of intact timestamps contradict the order in which they cover each other (EN 319 102-1 5.5.4)? A content
 * timestamp is older than the signature, a signature timestamp younger; document timestamps of earlier revisions are older
 * than both, those of later ones younger, and among each other they follow the revisions.
 *
 * @param slack how far clocks may be apart, in milliseconds
 */
export function isOutOfOrder(subject: {
  readonly revisionIndex: number;
  readonly content: readonly (TimeStampVerdict | undefined)[];
  readonly signature: readonly (TimeStampVerdict | undefined)[];
  readonly document: readonly DocumentTimeStamp[];
}, slack: number): boolean {
  const { revisionIndex, content, signature, document } = subject;
  const events = [
    ...timesOf(content).map((time) => ({ place: revisionIndex - 0.5, time })),
    ...timesOf(signature).map((time) => ({ place: revisionIndex, time })),
    ...document.map(({ revisionIndex: place, verdict }) => ({ place, time: verdict.token.genTime.getTime() })),
  ].sort((a, b) => a.place - b.place);
  let latest = -Infinity;
  let place = -Infinity;
  let latestHere = -Infinity;
  for (const event of events) {
    if (event.place > place) {
      latest = Math.max(latest, latestHere);
      place = event.place;
      latestHere = -Infinity;
    }
    if (latest > event.time + slack) return true;
    latestHere = Math.max(latestHere, event.time);
  }
  return false;
}

function timesOf(stamps: readonly (TimeStampVerdict | undefined)[]): number[] {
  return stamps.flatMap((stamp) => (stamp?.intact === true ? [stamp.token.genTime.getTime()] : []));
}
