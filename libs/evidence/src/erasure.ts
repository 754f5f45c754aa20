import type { EvidenceEntry } from './entry.js';
import type { NewFact } from './chain-entry.js';
import type { EvidenceActor } from './entry.js';

export const erasureType = 'PersonalDataErased';

/** One personal datum: the entry that commits to it and its name there. */
export interface PersonalDatum {
  readonly sequence: number;
  readonly name: string;
}

/** That a personal datum is gone, when, and by which decision. */
export interface Erasure extends PersonalDatum {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The decision's reference, e.g. a registration number; never a person's name. */
  readonly decision: string;
}

/** The fact that goes behind a chain when openings are erased: it says what is gone, and by which decision. */
export function erasureFact(at: Date, actor: EvidenceActor, decision: string, erased: readonly PersonalDatum[]): NewFact {
  return { at, type: erasureType, actor, data: { decision, erased: erased.map(({ sequence, name }) => ({ sequence, name })) } };
}

/** What an entry says was erased; nothing for any other entry, and for one that does not say it in our form. */
export function erasuresOf(entry: EvidenceEntry): readonly Erasure[] {
  const { decision, erased } = entry.data;
  if (entry.type !== erasureType || typeof decision !== 'string' || !Array.isArray(erased)) return [];
  return erased.flatMap((datum: unknown) => {
    if (typeof datum !== 'object' || datum === null || !('sequence' in datum) || !('name' in datum)) return [];
    const { sequence, name } = datum;
    return typeof sequence === 'number' && typeof name === 'string' ? [{ sequence, name, at: entry.at, decision }] : [];
  });
}

/** "gallrat 2031-02-01, enligt KS 2031/14": what stands where the value was. The date is the UTC date. */
export function erasureText({ at, decision }: Pick<Erasure, 'at' | 'decision'>): { readonly sv: string; readonly en: string } {
  const date = at.slice(0, 10);
  return { sv: `gallrat ${date}, enligt ${decision}`, en: `erased ${date}, by ${decision}` };
}
