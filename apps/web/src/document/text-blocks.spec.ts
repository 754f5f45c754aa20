import { toTextBlocks, type TextPiece } from './text-blocks.js';

const line = (str: string, baseline: number, height = 11): TextPiece => ({ str, height, transform: [height, 0, 0, height, 72, baseline], hasEOL: true });

describe('text of a page', () => {
  it('joins lines into paragraphs and keeps every word', () => {
    const blocks = toTextBlocks([line('Mötet öppnas', 700, 16), line('Ordföranden hälsar alla', 670), line('välkomna.', 656), line('Nästa stycke.', 620)]);
    expect(blocks).toEqual([
      { kind: 'heading', text: 'Mötet öppnas' },
      { kind: 'paragraph', text: 'Ordföranden hälsar alla välkomna.' },
      { kind: 'paragraph', text: 'Nästa stycke.' },
    ]);
  });

  it('gives each decision and each paragraph sign its own paragraph', () => {
    const blocks = toTextBlocks([line('Mötet beslutar', 700), line('att godkänna rapporten', 686), line('att lägga den till handlingarna.', 672), line('§ 35 Budget', 658)]);
    expect(blocks.map((block) => block.text)).toEqual(['Mötet beslutar', 'att godkänna rapporten', 'att lägga den till handlingarna.', '§ 35 Budget']);
  });

  it('does not lose the hyphen of a broken word', () => {
    expect(toTextBlocks([line('samman-', 700), line('träde', 686)])).toEqual([{ kind: 'paragraph', text: 'samman-träde' }]);
  });

  it('reads a page without text as nothing', () => {
    expect(toTextBlocks([])).toEqual([]);
    expect(toTextBlocks([line('  ', 700)])).toEqual([]);
  });

  it('joins the pieces of one line', () => {
    const piece = (str: string, hasEOL: boolean): TextPiece => ({ str, height: 11, transform: [11, 0, 0, 11, 72, 700], hasEOL });
    expect(toTextBlocks([piece('Anna', false), piece(' ', false), piece('Ek', true)])).toEqual([{ kind: 'paragraph', text: 'Anna Ek' }]);
  });
});
