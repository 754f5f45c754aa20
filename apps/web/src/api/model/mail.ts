import type { Instant } from './common.js';

/** A mail caught by the demo's own SMTP server. The route exists only while that server runs. */
export interface MailSummary {
  readonly id: string;
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly at: Instant;
}

export interface MailView extends MailSummary {
  readonly text?: string | null;
  readonly html?: string | null;
}
