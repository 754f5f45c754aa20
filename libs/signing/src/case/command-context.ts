import type { EvidenceActor } from '#evidence';
import type { SignRequestEvent } from '#signing-order';
import type { FactDetails } from './fact-of-event.js';

/** Who gives a command, when, and what is known beyond it. */
export interface CommandContext {
  readonly actor: EvidenceActor;
  readonly now: Date;
  /** What stands in evidence beside the bare event. */
  readonly detailsOf?: (event: SignRequestEvent) => FactDetails | undefined;
}
