import type { EvidenceActor } from '#evidence';
import type { SignTaskChanges } from '#persistence';
import type { SignRequestEvent } from '#signing-order';
import type { FactDetails } from './fact-of-event.js';

/** Who gives a command, when, and what is known beyond it. */
export interface CommandContext {
  readonly actor: EvidenceActor;
  readonly now: Date;
  /** What changes of a task besides what the facts say of it: who signs. Written with them, in the same row. */
  readonly taskChanges?: { readonly taskId: string; readonly changes: SignTaskChanges };
  /** What stands in evidence beside the bare event. */
  readonly detailsOf?: (event: SignRequestEvent) => FactDetails | undefined;
}
