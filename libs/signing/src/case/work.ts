import type { CaseRef } from '../dependencies.js';

export type MailKind =
  | 'invitation' | 'declined' | 'withdrawn' | 'expired' | 'signed' | 'completed' | 'errorReported' | 'errorReportAnswered'
  | 'reminder' | 'extended' | 'escalation' | 'replaced' | 'superseded' | 'notice';

export type EscalationStage = 'dueSoon' | 'overdue' | 'expired';
/** The minutes are adjusted and their notice can be posted; or nobody has said that it was. */
export type NoticeStage = 'adjusted' | 'noticeDue';
/** Who hears that time runs short: whoever sent the minutes, and the chair's office where the body names one. */
export type Office = 'sender' | 'office';
export const offices: readonly Office[] = ['sender', 'office'];

/** Work for a queue: what to do, and the key that names its effect. The same effect always has the same key. */
export type Work =
  | { readonly queue: 'prepare' | 'append' | 'complete'; readonly effectKey: string; readonly payload: CaseRef }
  | { readonly queue: 'mail'; readonly effectKey: string; readonly payload: MailPayload };

export interface MailPayload extends CaseRef {
  /** Whom it is about; null for mails about the case as a whole. */
  readonly taskId: string | null;
  readonly kind: MailKind;
  /** Invitations: which link. Mails to whoever is replaced: the link that came with whoever came after. */
  readonly rotation?: number;
  /** Mails about an error report only. */
  readonly reportId?: string;
  /** What mails about time were made for: YYYY-MM-DD, and ISO 8601 UTC. Where it is no longer so, they are not sent. */
  readonly dueDate?: string;
  readonly expiresAt?: string;
  readonly extensionId?: string;
  /** Reminders only: the day of the body on which it was decided. */
  readonly on?: string;
  /** Escalations, and mails about the notice. */
  readonly stage?: EscalationStage | NoticeStage;
  readonly to?: Office;
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
/** Looks whether the order waits for us alone: `cause` names the answer, or the reopening, that may have freed it. */
export const resumeWork = ({ bodyId, signRequestId }: CaseRef, cause: string): Work => ({
  queue: 'append',
  effectKey: `resume:${cause}`,
  payload: { bodyId, signRequestId },
});
export const completeWork = ({ bodyId, signRequestId }: CaseRef): Work => ({
  queue: 'complete',
  effectKey: `complete:${signRequestId}`,
  payload: { bodyId, signRequestId },
});
export const mailWork = (payload: MailPayload): Work => ({ queue: 'mail', effectKey: mailEffectKey(payload), payload });

/** Also what the Message-ID is made from: a mail sent twice is recognisably one. */
export function mailEffectKey({ kind, taskId, ...of }: Omit<MailPayload, keyof CaseRef> & Partial<CaseRef>): string {
  switch (kind) {
    case 'invitation':
    case 'replaced':
      return `${kind}:${taskId}:${of.rotation ?? 0}`;
    case 'reminder':
      return `reminder:${taskId}:${of.on ?? ''}`;
    case 'extended':
      return `extended:${of.extensionId ?? ''}:${taskId}`;
    case 'escalation':
      return `escalation:${of.signRequestId ?? ''}:${of.stage ?? ''}:${of.dueDate ?? ''}:${of.expiresAt ?? ''}:${of.to ?? ''}`;
    case 'notice':
      return `notice:${of.signRequestId ?? ''}:${of.stage ?? ''}:${of.to ?? ''}`;
    case 'expired':
      // A case that was reopened may run out again. Mails from before that could be have no time in their key.
      return of.expiresAt === undefined ? `expired:${taskId}` : `expired:${taskId}:${of.expiresAt}`;
    default:
      return of.reportId === undefined ? `${kind}:${taskId}` : `${kind}:${of.reportId}`;
  }
}
