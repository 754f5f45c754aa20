import type { Language } from '#minutes';
import type { Block, MailText } from './block.js';

/**
 * The HTML part: one column, real headings and lists, no images, no fonts, no scripts, nothing fetched from anywhere,
 * nothing that tells us whether it was read. Colours hold WCAG 2.2 AA contrast on white (1a1a1a 17:1, 1d4f91 8:1).
 */
export function toHtml(mail: MailText, language: Language): string {
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(mail.subject)}</title>`,
    '</head>',
    '<body style="margin:0;padding:24px 16px;background:#ffffff;color:#1a1a1a;font-family:Arial,Helvetica,sans-serif;font-size:17px;line-height:1.5">',
    '<div style="max-width:36em;margin:0 auto">',
    `<h1 style="font-size:24px;line-height:1.3;margin:0 0 16px">${escapeHtml(mail.heading)}</h1>`,
    ...mail.blocks.map(blockToHtml),
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function blockToHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${escapeHtml(block.text)}</p>`;
    case 'button':
      return `<p style="margin:24px 0"><a href="${escapeHtml(block.link)}" style="${buttonStyle}">${escapeHtml(block.text)}</a></p>`;
    case 'list':
      return `<ul style="margin:0 0 16px;padding-left:24px">${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'quote':
      return `<blockquote style="margin:0 0 16px;padding:8px 16px;border-left:4px solid #6b6b6b;white-space:pre-line">${escapeHtml(block.text)}</blockquote>`;
    case 'code':
      return `<p style="margin:16px 0;font-size:28px;font-family:Consolas,Menlo,monospace;letter-spacing:1px">${escapeHtml(block.text)}</p>`;
    case 'signature':
      return `<p style="margin:24px 0 0">${block.lines.map(escapeHtml).join('<br>')}</p>`;
  }
}

const buttonStyle = 'display:inline-block;padding:12px 24px;background:#1d4f91;color:#ffffff;font-weight:bold;border-radius:4px;text-decoration:underline';

/** Every text of ours and of others goes through here, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);
}
