import type { Instant } from '../api/model/common.js';
import { loadDraft, saveDraft } from '../ui/draft.js';

/** That a code is on its way, and to where. Kept for the tab: a phone drops the page while its owner reads the mail. */
export interface SentCode {
  readonly sentTo: string;
  readonly expiresAt: Instant;
}

const key = (requestId: string): string => `code.${requestId}`;

export function rememberSentCode(requestId: string, sent: SentCode | undefined): void {
  saveDraft(key(requestId), sent === undefined ? undefined : JSON.stringify(sent));
}

/** Undefined when none was sent, or when it no longer counts. */
export function rememberedSentCode(requestId: string, now: Date): SentCode | undefined {
  const stored = loadDraft(key(requestId));
  if (stored === undefined) return undefined;
  try {
    const sent = JSON.parse(stored) as Partial<SentCode>;
    if (typeof sent.sentTo !== 'string' || typeof sent.expiresAt !== 'string') return undefined;
    return new Date(sent.expiresAt) > now ? { sentTo: sent.sentTo, expiresAt: sent.expiresAt } : undefined;
  } catch {
    return undefined;
  }
}
