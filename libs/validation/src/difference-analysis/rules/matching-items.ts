import type { PdfValue } from '#pdf/read';
import type { StepAnalysis } from '../step-analysis.js';

/** The items of a list after a step, to be matched with those before it: each once, whatever their order. */
export class MatchingItems {
  readonly #used: boolean[];
  /** Positions by object number, ascending; direct values under -1. */
  #positions: Map<number, number[]> | undefined;

  constructor(
    private readonly step: StepAnalysis,
    private readonly items: readonly PdfValue[],
  ) {
    this.#used = items.map(() => false);
  }

  /** @param likely where it stands when nothing moved */
  take(item: PdfValue, likely: number): PdfValue | undefined {
    const position = this.positionOf(item, likely);
    return position === undefined ? undefined : this.items[position];
  }

  /** The first item that says the same and is not taken yet; takes it. */
  positionOf(item: PdfValue, likely: number): number | undefined {
    const position = this.#fits(item, likely) ? likely : this.#search(item);
    if (position !== undefined) this.#used[position] = true;
    return position;
  }

  /** What nothing matched. */
  left(): PdfValue[] {
    return this.items.filter((_, position) => this.#used[position] !== true);
  }

  #fits(item: PdfValue, position: number): boolean {
    const candidate = this.items[position];
    return candidate !== undefined && this.#used[position] !== true && this.step.same(item, candidate);
  }

  #search(item: PdfValue): number | undefined {
    this.#positions ??= positionsOf(this.items);
    return this.#positions.get(keyOf(item))?.find((position) => this.#fits(item, position));
  }
}

function keyOf(item: PdfValue): number {
  return item.kind === 'reference' ? item.objectNumber : -1;
}

function positionsOf(items: readonly PdfValue[]): Map<number, number[]> {
  const positions = new Map<number, number[]>();
  items.forEach((item, position) => {
    const key = keyOf(item);
    const known = positions.get(key);
    if (known === undefined) positions.set(key, [position]);
    else known.push(position);
  });
  return positions;
}
