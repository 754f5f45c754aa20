import type { EvidenceActor, JsonObject, JsonValue, NewFact, RecordedRevision } from '#evidence';
import type { SignRequestEvent } from '#signing-order';

/** What a use case knows about a fact beyond the fact itself. */
export interface FactDetails {
  readonly data?: JsonObject;
  readonly personal?: Readonly<Record<string, JsonValue>>;
  /** As `NewFact.salts`. */
  readonly salts?: Readonly<Record<string, string>>;
  readonly revisions?: readonly RecordedRevision[];
}

/** A domain event as evidence. Reasons are people's own words: committed, not copied. */
export function factOfEvent(event: SignRequestEvent, actor: EvidenceActor, details: FactDetails = {}): NewFact {
  const { type, at, ...members } = event;
  const { reason, ...facts } = members as typeof members & { reason?: string };
  return {
    at: new Date(at),
    type,
    actor,
    // Events are plain JSON; undefined members do not occur in them.
    data: { ...(facts as unknown as JsonObject), ...details.data },
    personal: { ...(reason === undefined ? {} : { reason }), ...details.personal },
    ...(details.salts === undefined ? {} : { salts: details.salts }),
    revisions: details.revisions ?? [],
  };
}
