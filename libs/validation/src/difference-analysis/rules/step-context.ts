import type { AnalysisMemory } from '../analysis-memory.js';
import type { FieldPermissions } from '../permissions.js';

/** What rules need to know beyond the two states of the step. */
export interface StepContext {
  /** What signatures made before this step allow. */
  readonly permissions: FieldPermissions;
  /** The file enumerates its fields under a signature (case manifest): no new visible field has a reason to come. */
  readonly fieldsAreClosed: boolean;
  readonly memory: AnalysisMemory;
  /** Object numbers of widgets that this step's new signature fields brought: the only annotations that may be added. */
  readonly newWidgets: Set<number>;
  /** Widgets of old signature fields that were signed in this step → name of the field. */
  readonly filledWidgets: Map<number, string>;
  /** Signature fields added in this step without a signature: they must be signed by a later revision. */
  readonly newEmptyFields: Set<number>;
  /** True once a rule saw a signature, timestamp or validation data arrive: only then may metadata follow suit. */
  accompanied: boolean;
}
