import { request } from './client.js';
import type { MailSummary, MailView } from './model/mail.js';

export type * from './model/mail.js';

export const listMails = (): Promise<{ readonly items: readonly MailSummary[] }> => request('GET', '/api/v1/demo/mails');
export const getMail = (id: string): Promise<MailView> => request('GET', `/api/v1/demo/mails/${encodeURIComponent(id)}`);
