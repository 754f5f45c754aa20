import { openPdf } from '#pdf/read';
import { createSampleMinutes } from './index.js';
import { blocks } from './text.js';

describe('the sample minutes', () => {
  it('are a PDF of four to six pages that claims PDF/A-2b', async () => {
    const document = openPdf(await createSampleMinutes());
    const pages = document.current.pages().length;
    expect(pages).toBeGreaterThanOrEqual(4);
    expect(pages).toBeLessThanOrEqual(6);
    const metadata = document.current.get(document.current.catalog, 'Metadata');
    const xmp = metadata?.kind === 'stream' ? Buffer.from(document.current.streamData(metadata)).toString('utf8') : '';
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(document.current.get(document.current.catalog, 'OutputIntents')).toBeDefined();
    expect(document.findings).toEqual([]);
  });

  it('are the same bytes every time', async () => {
    expect(Buffer.from(await createSampleMinutes()).equals(Buffer.from(await createSampleMinutes()))).toBe(true);
  });

  it('hold the traps that real minutes hold', () => {
    const text = blocks.flatMap((block) => (block.kind === 'people' ? block.lines : block.kind === 'list' ? block.items : block.kind === 'table' ? [] : [block.text])).join('\n');
    for (const trap of ['08.30-12:00', '27 mars 2026', '2026-05-15', '\natt ', '\nAtt ', 'Frånvarande: B', 'Gäster på mötet:', 'innan sommaren', 'Tf sekretariatschef', 'ges i uppdrag att:']) {
      expect(text).toContain(trap);
    }
    expect(text).not.toMatch(/§|ordförande:|justerare/i);
  });
});
