import { openPdf } from '#pdf/read';
import { closing } from './text-closing.js';
import { createSampleMinutes } from './create-sample-minutes.js';
import { opening, runningHeader } from './text-opening.js';

const text = [runningHeader, ...[...opening, ...closing].map((block) => `${block.lead ?? ''} ${block.text}`)].join('\n');

// People, places and organisations of the public minutes that the sample takes its shape from.
const real =
  /Jönsson|Leffler|Rikse|Demjaha|Johansson|Elin Ask|Fristedt|Simonsson|Appelqvist|Pålsson|Anderberg|Crespín|Nilsson|Gottschalk|Helsingborg|Båstad|Klippan|Örkelljunga|Ängelholm|Bjuv|Svalöv|Perstorp|Åstorp|Landskrona|Höganäs|Mindpark|Skåne|ADDA|Ett-IT|Knowit|Potentialutredning/iu;

it('is four to six A4 pages that our own reader opens without a finding', async () => {
  const document = openPdf(await createSampleMinutes());
  const pages = document.current.pages();
  expect(pages.length).toBeGreaterThanOrEqual(4);
  expect(pages.length).toBeLessThanOrEqual(6);
  expect(document.findings).toEqual([]);
  for (const page of pages) expect(page.mediaBox).toEqual({ left: 0, bottom: 0, right: 595.28, top: 841.89 });
});

it('claims PDF/A-2b with what the claim needs: metadata, output intent, document id', async () => {
  const bytes = await createSampleMinutes();
  const { current } = openPdf(bytes);
  expect(Buffer.from(bytes).toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>');
  expect([...current.catalog.entries.keys()]).toEqual(expect.arrayContaining(['Metadata', 'OutputIntents', 'Lang']));
  expect(current.trailer.entries.has('ID')).toBe(true);
});

it('is the same file each time', async () => {
  const [one, other] = [await createSampleMinutes(), await createSampleMinutes()];
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
});

it('names nobody and no place of the real minutes', () => {
  expect(text).not.toMatch(real);
});

it('lets the signatories of the demo be present', () => {
  const present = text.slice(text.indexOf('Närvarande:'), text.indexOf('Frånvarande:'));
  for (const name of ['Anna Ek', 'Karin Åsberg', 'Łukasz Wiśniewski', 'Bo Lind']) expect(present).toContain(name);
});

it('keeps the traps of real minutes', () => {
  expect(text).toContain('08.30-12:00');
  expect(text).toContain('innan sommaren');
  expect(text).toContain('Frånvarande: Maj Rönnlid');
  expect(text).toMatch(/^ Att /mu);
  expect(text).toMatch(/^ att /mu);
  expect(text).not.toContain('§');
  expect(text).not.toMatch(/ordförande|justerare|underskrift/iu);
});
