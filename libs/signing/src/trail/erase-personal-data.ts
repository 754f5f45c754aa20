import { erasureFact, type PersonalDatum } from '#evidence';
import type { Transaction } from '#persistence';
import { lockRequest, stateOf } from '../case/apply-command.js';
import { recordEvidence } from '../case/record-evidence.js';
import { cleanReason } from '../desk/clean-reason.js';
import type { CaseRef, SigningCore, StaffActor } from '../dependencies.js';
import { SigningError } from '../signing-error.js';

export interface ErasureOrder extends CaseRef {
  /** Reference of the decision, e.g. a registration number. Kept for good, in the chain: never a person's name. */
  readonly decision: string;
  /** Which; all that are left when not given. */
  readonly data?: readonly PersonalDatum[];
}

const longestDecision = 200;
const ended = new Set(['completed', 'declined', 'expired', 'withdrawn', 'superseded']);

/**
 * Erases what opens commitments in a case's evidence: value and salt, so that the hash that stays says nothing. One
 * transaction with the entry that says when and by which decision. The chain and the tree are as they were. With a remark goes the consent text that
 * names it, and with either the copies that signing worked with.
 * @throws SigningError `decision-required`, `case-open`, `nothing-to-erase`, `not-found`
 */
export async function erasePersonalData(core: SigningCore, order: ErasureOrder, actor: StaffActor): Promise<{ readonly erased: readonly PersonalDatum[] }> {
  const decision = cleanReason(order.decision).replace(/\s+/g, ' ');
  if (decision === '' || decision.length > longestDecision) throw new SigningError('decision-required');
  return core.database.inBody(order.bodyId, async (tx) => {
    const state = stateOf(await lockRequest(tx, order.signRequestId));
    if (!ended.has(state.status)) throw new SigningError('case-open');
    const at = core.clock.now();
    const wanted = order.data === undefined ? null : JSON.stringify(order.data);
    const erased = await tx.query<{ sequence: number; name: string }>(
      `UPDATE justera.evidence_opening SET salt = NULL, value = NULL, erased_at = $3, decision = $4
       WHERE body_id = $1 AND sign_request_id = $2 AND erased_at IS NULL
         AND ($5::jsonb IS NULL OR EXISTS (SELECT 1 FROM jsonb_to_recordset($5::jsonb) AS wanted(sequence integer, name text)
              WHERE wanted.sequence = evidence_opening.sequence AND (wanted.name = evidence_opening.name OR (wanted.name = 'remark' AND evidence_opening.name = 'consentText'))))
       RETURNING sequence, name`,
      [order.bodyId, order.signRequestId, at, decision, wanted],
    );
    const isErased = (datum: PersonalDatum): boolean => erased.some(({ sequence, name }) => sequence === datum.sequence && name === datum.name);
    if (erased.length === 0 || order.data?.every(isErased) === false) throw new SigningError('nothing-to-erase');
    await eraseCopies(tx, order.signRequestId, new Set(erased.map(({ name }) => name)));
    erased.sort((a, b) => a.sequence - b.sequence || (a.name < b.name ? -1 : 1));
    await recordEvidence(core, tx, order.signRequestId, [erasureFact(at, actor, decision, erased)]);
    return { erased };
  });
}

/** What stood elsewhere for the work itself: words that somebody signed with, and whom a task belonged to before. */
async function eraseCopies(tx: Transaction, signRequestId: string, names: ReadonlySet<string>): Promise<void> {
  if (names.has('remark')) await tx.query('SELECT justera.erase_remarks($1::uuid)', [signRequestId]);
  if (names.has('formerName') || names.has('formerEmail')) await tx.query('SELECT justera.erase_former_signatories($1::uuid)', [signRequestId]);
}
