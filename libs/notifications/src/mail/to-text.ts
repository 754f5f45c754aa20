import type { Block, MailText } from './block.js';

/** The plain text part: paragraphs with an empty line between; quoted words behind `> `. */
export function toText(mail: MailText): string {
  return `${[mail.heading, ...mail.blocks.map(blockToText)].join('\n\n')}\n`;
}

function blockToText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'button':
      // On a line of its own, without a full stop behind it: mail programs would take that into the link.
      return `${block.text}:\n${block.link}`;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'quote':
      return block.text.split('\n').map((line) => `> ${line}`.trimEnd()).join('\n');
    case 'code':
      return `    ${block.text}`;
    case 'signature':
      return block.lines.join('\n');
  }
}
