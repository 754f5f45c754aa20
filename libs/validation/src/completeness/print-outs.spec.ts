import { PDFDocument, StandardFonts } from 'pdf-lib';
import { openPdf, signatureFields } from '#pdf/read';
import { beginUpdate, dict } from '#pdf/write';
import { defaultPolicy } from '../policy/signature-validation-policy.js';
import { describeReport } from '../report/describe-report.js';
import { signedCase, type SignedCase } from '../testing/signed-case.js';
import { smallDocument } from '../testing/small-document.js';
import { validate } from '../validate.js';
import type { ValidationReport } from '../report/validation-report.js';

const nobody = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };
const at = new Date('2026-05-04T12:00:00Z');
let our: SignedCase;

beforeAll(async () => {
  our = await signedCase();
}, 60_000);

const judge = (bytes: Uint8Array): ValidationReport => validate(bytes, nobody, defaultPolicy, at);

/** What "print to PDF" leaves: the pages, drawn anew into a file of their own, without form, manifest or signatures. */
async function printed(bytes: Uint8Array): Promise<Uint8Array> {
  const target = await PDFDocument.create();
  const source = await PDFDocument.load(bytes, { ignoreEncryption: true });
  for (const page of await target.copyPages(source, source.getPageIndices())) {
    page.node.delete(page.node.context.obj('Annots') as never);
    target.addPage(page);
  }
  return target.save();
}

async function written(lines: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage();
  lines.forEach((line, index) => page.drawText(line, { x: 40, y: 780 - index * 16, size: 11, font }));
  return pdf.save();
}

test('a print-out of a file of ours is recognised by its text alone, and explained in both languages', async () => {
  const report = judge(await printed(our.prepared));
  expect([report.document.status, report.document.complete, report.document.manifest]).toEqual(['unsigned', 'no', null]);
  expect(report.document.findings).toContainEqual(expect.objectContaining({ code: 'print-out', detail: expect.objectContaining({ page: openPdf(our.prepared).current.pages().length }) as object }));
  const sv = describeReport(report, 'sv');
  expect(sv.headline).toBe('Kopia utan underskrifter. Det kan vara en äkta utskrift, men det går inte att kontrollera.');
  expect(sv.answers.who.text).toMatch(/^Ingen kan bekräftas; namnen på sidan \d+ är bara text\.$/u);
  expect(sv.advice.items[0]).toContain('KS 2026/114');
  expect(describeReport(report, 'en').headline).toContain('A copy without signatures.');
});

test('in English, with lines broken and words hyphenated anywhere', async () => {
  const report = judge(await written([
    'The persons below sign this docu-', 'ment electronically. Whoever has', 'signed has name and time in their box. The document with its', 'signatures is the original.', 'If you print the document, the signa-', 'tures do not follow.',
  ]));
  expect(report.document.reasons).toContain('print-out');
});

test.each<[string, () => Promise<Uint8Array>]>([
  ['a document that quotes one sentence', () => written(['Dokumentet med sina underskrifter', 'till.'])],
  ['a document about something else', () => written(['Hej'])],
  ['an unsigned file of anybody', async () => Promise.resolve(smallDocument())],
])('%s is not taken for a print-out', async (_, make) => {
  const { reasons } = judge(await make()).document;
  expect(reasons).not.toContain('print-out');
});

test('a prepared file is not yet signed; one that has lost its fields was stripped', () => {
  expect(judge(our.prepared).document.reasons).toContain('not-yet-signed');
  const update = beginUpdate(openPdf(our.prepared));
  expect(signatureFields(update.document.current).length).toBeGreaterThan(0);
  update.setCatalogEntry('AcroForm', dict({}));
  const stripped = judge(Buffer.concat([our.prepared, update.finish().update]));
  expect([stripped.document.status, stripped.document.reasons.includes('signatures-stripped')]).toEqual(['unsigned', true]);
  expect(describeReport(stripped, 'sv').headline).toContain('Kopia utan underskrifter.');
});
