/** What a block is to the reader; `styles.ts` says what it looks like. */
export type BlockKind =
  | 'title'
  | 'meta'
  | 'label'
  | 'name'
  | 'heading'
  | 'paragraph'
  | 'decisionLabel'
  | 'decision'
  | 'bullet';

/** One piece of the minutes. `lead` is set in semibold before the text, as in "Sammanfattning: …". */
export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  readonly lead?: string;
}

const of = (kind: BlockKind) => (text: string): Block => ({ kind, text });

export const title = of('title');
export const meta = of('meta');
export const label = of('label');
export const name = of('name');
export const heading = of('heading');
export const paragraph = of('paragraph');
export const decision = of('decision');
export const bullet = of('bullet');

export const led = (lead: string, text: string, kind: BlockKind = 'paragraph'): Block => ({ kind, lead, text });
export const summary = (text: string): Block => led('Sammanfattning:', text);
export const decides: Block = { kind: 'decisionLabel', text: 'Mötet beslutar' };
