import { simpleParser } from 'mailparser';
import type { CaughtMail } from './mail-box.js';

/** The message as people see it. Nothing that it points to is fetched. */
export async function parseMail(raw: Buffer, envelope: { id: string; at: Date; to: readonly string[] }): Promise<CaughtMail> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true });
  const headers: Record<string, string> = {};
  for (const { key, line } of mail.headerLines) {
    const value = line.slice(line.indexOf(':') + 1).trim();
    headers[key] = Object.hasOwn(headers, key) ? `${headers[key] ?? ''}\n${value}` : value;
  }
  return {
    ...envelope,
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    headers,
  };
}
