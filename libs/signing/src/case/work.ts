import type { TaskRef, CaseRef } from '../dependencies.js';

export type MailKind = 'invitation' | 'declined' | 'withdrawn' | 'expired' | 'signed' | 'completed' | 'errorReported' | 'errorReportAnswered';

/** Work for a queue: what to do, and the key that names its effect. The same effect always has the same key. */
export type Work =
  | { readonly queue: 'prepare' | 'append' | 'complete'; readonly effectKey: string; readonly payload: CaseRef }
  | { readonly queue: 'mail'; readonly effectKey: string; readonly payload: MailPayload };

export interface MailPayload extends TaskRef {
  readonly kind: MailKind;
  /** Invitations only: which link. */
  readonly rotation?: number;
  /** Mails about an error report only. */
  readonly reportId?: string;
}

export const prepareWork = ({ bodyId, signRequestId }: CaseRef): Work => ({
  queue: 'prepare',
  effectKey: `prepare:${signRequestId}`,
  payload: { bodyId, signRequestId },
});
export const appendWork = ({ bodyId, signRequestId }: CaseRef, authorisationId: string): Work => ({
  queue: 'append',
  effectKey: `append:${authorisationId}`,
  payload: { bodyId, signRequestId },
});
/** Looks whether an answered error report was the last thing that the order waited for. */
export const resumeWork = ({ bodyId, signRequestId }: CaseRef, reportId: string): Work => ({
  queue: 'append',
  effectKey: `resume:${reportId}`,
  payload: { bodyId, signRequestId },
});
export const completeWork = ({ bodyId, signRequestId }: CaseRef): Work => ({
  queue: 'complete',
  effectKey: `complete:${signRequestId}`,
  payload: { bodyId, signRequestId },
});
export const mailWork = (payload: MailPayload): Work => ({ queue: 'mail', effectKey: mailEffectKey(payload), payload });

/** Also what the Message-ID is made from: a mail sent twice is recognisably one. */
export function mailEffectKey({ kind, taskId, rotation, reportId }: Pick<MailPayload, 'kind' | 'taskId' | 'rotation' | 'reportId'>): string {
  if (reportId !== undefined) return `${kind}:${reportId}`;
  return kind === 'invitation' ? `invitation:${taskId}:${rotation ?? 0}` : `${kind}:${taskId}`;
}
