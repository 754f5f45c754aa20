/**
 * Since when something is known to have existed (EN 319 102-1 5.6.2.3). Everything in the file exists now; a valid document
 * timestamp proves all it covers at its time. Filled from the newest timestamp to the oldest.
 */
export class ProofsOfExistence {
  readonly #stamps: { readonly revisionIndex: number; readonly time: Date }[] = [];

  constructor(readonly now: Date) {}

  /** A document timestamp that was found valid. */
  add(revisionIndex: number, time: Date): void {
    this.#stamps.push({ revisionIndex, time });
  }

  /** Of a signature value in that revision: only a timestamp of a later revision covers it. */
  ofSignature(revisionIndex: number): Date {
    return this.#earliest((stamp) => stamp.revisionIndex > revisionIndex);
  }

  /** Of data in that revision: a timestamp in the same revision covers it too, as some tools write both at once. */
  ofData(revisionIndex: number): Date {
    return this.#earliest((stamp) => stamp.revisionIndex >= revisionIndex);
  }

  #earliest(covers: (stamp: { readonly revisionIndex: number }) => boolean): Date {
    return this.#stamps.filter(covers).reduce((earliest, { time }) => (time < earliest ? time : earliest), this.now);
  }
}
