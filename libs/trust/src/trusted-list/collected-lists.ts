import type { TrustedListUse, TrustedService } from '#validation';
import type { ListFinding } from './list-finding.js';
import type { TrustedList } from './trusted-list.js';

export interface LoadedLists {
  /** Those that hold, a list of lists first. */
  readonly lists: readonly TrustedList[];
  readonly services: readonly TrustedService[];
  /** The same lists, as the report tells of them. */
  readonly used: readonly TrustedListUse[];
  /** Every list that was wanted, or that a list of lists points to where lists are fetched, could be used. */
  readonly isWhole: boolean;
  readonly findings: readonly ListFinding[];
}

type Origin = Pick<TrustedListUse, 'source' | 'state' | 'fetchedAt'>;

/** Lists as they come in, each territory's once. */
export class CollectedLists {
  readonly #held: { readonly list: TrustedList; readonly origin: Origin }[] = [];
  readonly #findings: ListFinding[] = [];
  #isWhole = true;

  /** @param list undefined when it was wanted and cannot be used */
  add(list: TrustedList | undefined, origin: Origin, findings: readonly ListFinding[]): void {
    this.#findings.push(...findings);
    if (list === undefined) {
      this.#isWhole = false;
      return;
    }
    const index = this.#held.findIndex(({ list: { territory, type } }) => territory === list.territory && type === list.type);
    const other = this.#held[index]?.list;
    if (other === undefined) {
      this.#held.push({ list, origin });
      return;
    }
    // Two issues of one list: the older one may still trust what the newer one has dropped.
    this.#findings.push({ code: 'list-older-than-known', weight: 'note', source: origin.source, detail: `${Math.min(other.sequenceNumber, list.sequenceNumber)}` });
    if (list.sequenceNumber > other.sequenceNumber) this.#held[index] = { list, origin };
  }

  all(): LoadedLists {
    const lists = this.#held.map(({ list }) => list);
    return {
      lists,
      services: lists.flatMap(({ services }) => services),
      used: this.#held.map(({ list, origin }) => ({
        territory: list.territory, sequenceNumber: list.sequenceNumber, issuedAt: list.issuedAt.toISOString(), nextUpdate: list.nextUpdate?.toISOString() ?? null, ...origin,
      })),
      isWhole: this.#isWhole,
      findings: this.#findings,
    };
  }
}
