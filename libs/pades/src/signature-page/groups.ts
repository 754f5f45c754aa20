import type { PageSignatory, PageStep } from './content.js';
import type { PageTexts } from './texts.js';

/** A signatory's box to be drawn. */
export interface Card {
  readonly signatory: PageSignatory;
  /** 0-based. */
  readonly step: number;
  /** 0-based, within the step. */
  readonly position: number;
  /** 0-based over all steps, in signing order. */
  readonly index: number;
}

/** Cards under one heading: one parallel step, or a row of steps with one signatory each. */
export interface CardGroup {
  readonly heading: string;
  readonly cards: readonly Card[];
}

/** Gathers steps so that three people who sign one after the other do not need three headings. */
export function groupSteps(steps: readonly PageStep[], texts: PageTexts): CardGroup[] {
  const groups: CardGroup[] = [];
  let sequence: Card[] = [];
  let index = 0;
  const closeSequence = () => {
    const [first, last] = [sequence[0], sequence.at(-1)];
    if (first !== undefined && last !== undefined) groups.push({ heading: steps.length === 1 ? texts.alone : texts.sequence(first.step + 1, last.step + 1), cards: sequence });
    sequence = [];
  };
  for (const [stepIndex, step] of steps.entries()) {
    const cards = step.signatories.map((signatory, position): Card => ({ signatory, step: stepIndex, position, index: index++ }));
    if (cards.length === 1) {
      sequence.push(...cards);
      continue;
    }
    closeSequence();
    groups.push({ heading: texts.parallel(stepIndex + 1, steps.length === 1, step.quorum, cards.length), cards });
  }
  closeSequence();
  return groups;
}
