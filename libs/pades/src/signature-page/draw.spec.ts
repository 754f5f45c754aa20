import { openPdf } from '#pdf/read';
import { drawSignaturePages } from './draw.js';
import type { PageStep, SignaturePageContent } from './content.js';

// Loads and subsets real fonts, on machines that may be busy.
jest.setTimeout(120_000);

const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: ['Anna Ek', 'Bo Lind', 'Karin Åsberg-Lindström', 'Łukasz Wiśniewski', '张伟', 'عبد الله محمّد'][i % 6] ?? '', role: 'adjuster' as const, roleTitle: 'justerare' }));

const content = (steps: readonly PageStep[]): SignaturePageContent => ({
  language: 'sv',
  bodyName: 'Kommunstyrelsen i Ängaryd',
  title: 'Protokoll från kommunstyrelsens sammanträde den 27 mars 2026',
  meetingDate: '2026-03-27',
  registrationNumber: 'KS 2026/114',
  originalSha256: 'ab12cd34'.repeat(8),
  notice: { advanced: true },
  validationAddress: 'https://justera.angaryd.example/validate',
  steps,
});

test.each([3, 12, 60])('%i signatories each get a box on a page that holds it, whatever the script of their names', async (count) => {
  const drawn = await drawSignaturePages(content([{ quorum: count, signatories: people(count) }]));
  const pages = openPdf(drawn.bytes).current.pages();
  expect(drawn.fields).toHaveLength(count);
  expect(pages).toHaveLength(drawn.pageCount);
  for (const { box } of drawn.fields) {
    const page = pages[box.page];
    expect(page).toBeDefined();
    expect(box.x >= 0 && box.x + box.width <= (page?.mediaBox.right ?? 0) && box.y >= 0 && box.y + box.height <= (page?.mediaBox.top ?? 0)).toBe(true);
  }
});

test('a name that no font can write is refused, not drawn as empty squares', async () => {
  const nobody = [{ name: '\u{1F9D9} Trollkarl', role: 'chair' as const, roleTitle: 'ordförande' }];
  await expect(drawSignaturePages(content([{ quorum: 1, signatories: nobody }]))).rejects.toMatchObject({ code: 'missing-glyph' });
});
