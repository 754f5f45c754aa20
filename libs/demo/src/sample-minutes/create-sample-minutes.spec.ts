import { openPdf } from '#pdf/read';
import { closing } from './text-closing.js';
import { createSampleMinutes } from './create-sample-minutes.js';
import { opening, runningHeader } from './text-opening.js';

// Subsets real fonts, on machines that may be busy.
jest.setTimeout(120_000);

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

it.each(['1b', '2b', '2a', '3b'] as const)('claims PDF/A-%s with what the claim needs: metadata, output intent, document id', async (conformance) => {
  const bytes = Buffer.from(await createSampleMinutes({ conformance }));
  const { current } = openPdf(bytes);
  const metadata = current.get(current.catalog, 'Metadata');
  const xmp = metadata?.kind === 'stream' ? Buffer.from(current.streamData(metadata)).toString('utf8') : '';
  expect(xmp).toContain(`<pdfaid:part>${conformance.charAt(0)}</pdfaid:part>`);
  expect(xmp).toContain(`<pdfaid:conformance>${conformance.charAt(1).toUpperCase()}</pdfaid:conformance>`);
  expect([...current.catalog.entries.keys()]).toEqual(expect.arrayContaining(['Metadata', 'OutputIntents', 'Lang']));
  expect(current.trailer.entries.has('ID')).toBe(true);
  expect(current.catalog.entries.has('StructTreeRoot')).toBe(conformance === '2a');
});

it('is tagged unless asked otherwise, each page with its own list of owners', async () => {
  const { current } = openPdf(await createSampleMinutes());
  expect(current.pages().map(({ dictionary }) => current.get(dictionary, 'StructParents'))).toMatchObject(current.pages().map((_, value) => ({ kind: 'number', value })));
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
