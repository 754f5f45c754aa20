import { unexplained } from '../append/check-head.js';
import type { LoadedCase } from '../case/load-case.js';
import type { Judgement } from '../engine/signature-engine.js';
import { SigningError } from '../signing-error.js';

/**
 * The post-conditions of completion, as our own validator sees the bytes: all required signatures there and passed,
 * nothing changed that nobody permitted, and the manifest's question "is everyone there?" answered with yes. Where the file could not state who must
 * sign (`statesSignatories`), the answer may be open, never "no", and the tasks alone say who is there.
 * @throws SigningError `own-result-not-valid`
 */
export function requireResult(judgement: Judgement, { tasks }: Pick<LoadedCase, 'tasks'>, statesSignatories: boolean, foreignFields: readonly string[] = []): void {
  const fail = (reason: string): never => {
    throw new SigningError('own-result-not-valid', { details: { reason } });
  };
  const signedFields = tasks.flatMap((task) => (task.state === 'signed' && task.fieldName !== null ? [task.fieldName] : []));
  const reason = unexplained(judgement, signedFields);
  if (reason !== undefined) fail(reason);
  if (judgement.complete === 'no' || (statesSignatories && judgement.complete !== 'yes')) fail(`complete-${judgement.complete}`);
  const stamps = judgement.signatures.filter(({ kind }) => kind === 'documentTimestamp');
  if (!stamps.some(({ indication }) => indication === 'TOTAL_PASSED')) fail('no-document-timestamp');
  // A signature that came with the upload, by an issuer we do not know, leaves the whole undecided; ours and the body's seal must pass.
  const hasForeign = judgement.signatures.some(({ fieldName, kind }) => kind !== 'documentTimestamp' && foreignFields.includes(fieldName ?? ''));
  if (judgement.status !== 'valid' && !hasForeign) fail(`document-${judgement.status} ${judgement.reasons.join(' ')}`);
}
