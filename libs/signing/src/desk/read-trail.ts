import type { EvidenceActor, EvidenceEntry } from '#evidence';
import type { CaseRef, SigningCore } from '../dependencies.js';
import { SigningError } from '../signing-error.js';
import { trailSentence } from './trail-sentences.js';

export interface TrailEntry {
  readonly sequence: number;
  readonly at: string;
  readonly type: string;
  readonly actor: EvidenceActor;
  readonly summary: { readonly sv: string; readonly en: string };
  readonly entryHash: string;
}

/** The trail in plain words, oldest first. Names come from the tasks; the entries hold none. */
export function readTrail(core: SigningCore, ref: CaseRef): Promise<{ readonly entries: readonly TrailEntry[] }> {
  return core.database.inBody(ref.bodyId, async (tx) => {
    if ((await tx.signRequests.get(ref.signRequestId)) === undefined) throw new SigningError('not-found');
    const names = new Map((await tx.tasks.listOf(ref.signRequestId)).map((task) => [task.id, task.name]));
    const rows = await tx.evidence.listOf(ref.signRequestId);
    return {
      entries: rows.map(({ sequence, entryHash, entry }) => {
        const { at, type, actor, data } = entry as EvidenceEntry;
        return { sequence, at, type, actor, summary: trailSentence(type, data, names), entryHash };
      }),
    };
  });
}
