/**
 * What a mail says, before it is text or HTML. Both are made from the same blocks, so neither can say something that
 * the other leaves out.
 */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** The one thing to do. At most one in a mail: people should never wonder which link is the right one. */
  | { readonly kind: 'button'; readonly text: string; readonly link: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Somebody's own words: set apart, so that they cannot pass for ours. */
  | { readonly kind: 'quote'; readonly text: string }
  /** Something to copy by hand. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'signature'; readonly lines: readonly string[] };

export interface MailText {
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export const paragraph = (...sentences: readonly string[]): Block => ({
  kind: 'paragraph',
  text: sentences.filter((sentence) => sentence !== '').join(' '),
});
