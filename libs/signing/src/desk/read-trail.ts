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
  /**
   * `outside`: under a checkpoint that was left where we cannot take it back, so that no change goes unseen. `sealed`: under one that is
   * still in here only. `none`: whoever rules over the database could still rewrite it.
   */
  readonly anchoring: 'outside' | 'sealed' | 'none';
}

/** The trail in plain words, oldest first. Names come from the tasks; the entries hold none. */
export async function readTrail(core: SigningCore, ref: CaseRef): Promise<{ readonly entries: readonly TrailEntry[] }> {
  // Read first: what is told may be a checkpoint behind, never one ahead.
  const { sealed, outside } = await core.database.inLog(async (log) => ({ sealed: (await log.latestCheckpoint())?.size ?? 0, outside: await log.anchored() }));
  return core.database.inBody(ref.bodyId, async (tx) => {
    if ((await tx.signRequests.get(ref.signRequestId)) === undefined) throw new SigningError('not-found');
    const names = new Map((await tx.tasks.listOf(ref.signRequestId)).map((task) => [task.id, task.name]));
    const rows = await tx.evidence.listOf(ref.signRequestId);
    const places = await tx.query<{ sequence: number; index: number }>('SELECT sequence, leaf_index AS index FROM justera.evidence_leaf WHERE body_id = $1 AND sign_request_id = $2', [ref.bodyId, ref.signRequestId]);
    const placeOf = new Map(places.map((place) => [place.sequence, place.index]));
    const anchoringOf = (sequence: number): TrailEntry['anchoring'] => {
      const index = placeOf.get(sequence) ?? Number.POSITIVE_INFINITY;
      return index < outside ? 'outside' : index < sealed ? 'sealed' : 'none';
    };
    return {
      entries: rows.map(({ sequence, entryHash, entry }) => {
        const { at, type, actor, data } = entry as EvidenceEntry;
        return { sequence, at, type, actor, summary: trailSentence(type, data, names), entryHash, anchoring: anchoringOf(sequence) };
      }),
    };
  });
}
