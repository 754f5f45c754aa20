import { PDFDocument, PDFName } from 'pdf-lib';
import { openPdf, asStream } from '#pdf/read';
import { ContentWriter } from '../drawing/content-writer.js';
import { ink } from '../drawing/palette.js';
import { SharedResources } from '../drawing/resources.js';
import { FontPool } from './font-pool.js';
import { shapeText } from './shape.js';

// Loads and subsets real fonts, on machines that may be busy.
jest.setTimeout(120_000);

const names = {
  Latin: 'Åsa Łuczak-Ödegård', Vietnamese: 'Nguyễn Thị Ánh Tuyết', Greek: 'Ελένη Παπαδοπούλου', Cyrillic: 'Наталія Шевченко', Chinese: '张伟',
  Arabic: 'عبد الله محمّد', Persian: 'شهرزاد پرویزی', Devanagari: 'राजेश कुमार शर्मा', 'marks without a composed letter': 'M\u0303aria \u00c7\u030celik', ligatures: 'Griffin Stifjell',
};

/** Left to right as seen, each code by its /ToUnicode alone, as a reader does that knows nothing of shaping. */
async function codesOf(text: string): Promise<{ readonly meanings: string[]; readonly rightToLeft: boolean }> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const pool = new FontPool();
  const set = pool.set(text, 'regular');
  const resources = new SharedResources(document.context, pool);
  const { node } = document.addPage();
  node.set(PDFName.of('Resources'), resources.dictionary());
  node.set(PDFName.of('Contents'), document.context.register(document.context.flateStream(new ContentWriter().text(10, 10, 10, ink, set).toString())));
  resources.finish();
  const view = openPdf(await document.save({ useObjectStreams: false })).current;
  const [page] = view.pages();
  const fonts = page?.resources === undefined ? undefined : view.get(page.resources, 'Font');
  const meanings = set.runs.flatMap((run) => {
    const font = fonts?.kind === 'dictionary' ? view.get(fonts, run.font) : undefined;
    const cmap = font?.kind === 'dictionary' ? asStream(view.get(font, 'ToUnicode')) : undefined;
    const entries = new Map([...Buffer.from(cmap === undefined ? [] : view.streamData(cmap)).toString('latin1').matchAll(/<(\w{4})> <(\w+)>/g)].map(([, code = '', hex = '']) => [code.toLowerCase(), Buffer.from(hex, 'hex').swap16().toString('utf16le')]));
    return [...run.show.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => (hex.match(/.{4}/g) ?? []).map((code) => entries.get(code) ?? '\ufffd'));
  });
  return { meanings, rightToLeft: set.runs.every((run) => run.rightToLeft === true) };
}

test.each(Object.entries(names))('%s text is said by its codes alone, in order', async (_script, name) => {
  const { meanings, rightToLeft } = await codesOf(name);
  expect((rightToLeft ? [...meanings].reverse() : meanings).join('')).toBe(name.normalize('NFC'));
});

test('a letter that shares its glyph with another keeps its own meaning, also in a second text', async () => {
  // In the font, both are drawn with the same dotless letter once they are joined.
  expect((await codesOf('عائشة')).meanings.reverse().join('')).toBe('عائشة');
  expect((await codesOf('عائشه')).meanings.reverse().join('')).toBe('عائشه');
});

test('a syllable whose parts change places is one cluster, not letters in the wrong order', () => {
  const texts = shapeText('कि', 'regular').runs.flatMap(({ clusters }) => clusters.map(({ text }) => text));
  expect(texts).toEqual(['कि']);
});

test('a joiner in right-to-left text shapes the letters but is not among the codes', async () => {
  expect((await codesOf('علی\u200cاکبر')).meanings.reverse().join('')).toBe('علیاکبر');
});
