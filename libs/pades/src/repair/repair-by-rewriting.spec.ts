import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { extractText, openPdf } from '#pdf/read';
import { inspectForSigning, prepareMinutes, readCaseManifest, repairByRewriting } from '#pades';
import { rawPage, rawPdf, type RawObjects } from '../testing/raw-pdf.js';
import { createTestSigner, onePagePdf, prepareRequest } from '../testing/test-signer.js';

const edited = (bytes: Uint8Array, change: (text: string) => string): Buffer => Buffer.from(change(Buffer.from(bytes).toString('latin1')), 'latin1');
const textOf = (bytes: Uint8Array): string[] => {
  const view = openPdf(bytes).current;
  return view.pages().map((page) => extractText(view, page));
};
const fine = rawPdf(rawPage());
const body = fine.subarray(0, fine.lastIndexOf('xref\n', fine.lastIndexOf('startxref') - 1));

function mended(bytes: Uint8Array): Buffer {
  const repair = repairByRewriting(bytes);
  if (!repair.repaired) throw new Error(repair.reason);
  expect(inspectForSigning(repair.bytes).refusals).toEqual([]);
  expect(repair.sha256).toBe(createHash('sha256').update(repair.bytes).digest('hex'));
  return Buffer.from(repair.bytes);
}
const reason = (bytes: Uint8Array): string => {
  const repair = repairByRewriting(bytes);
  return repair.repaired ? 'repaired' : repair.reason;
};

const pagesOf = (count: number): RawObjects => Object.assign(
  { 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: `<< /Type /Pages /Kids [${Array.from({ length: count }, (_, i) => `${i * 2 + 3} 0 R`).join(' ')}] /Count ${count} /MediaBox [0 0 595 842] >>` },
  ...Array.from({ length: count }, (_, i) => ({ [i * 2 + 3]: `<< /Type /Page /Parent 2 0 R /Contents ${i * 2 + 4} 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>`, [i * 2 + 4]: { entries: '', data: `BT /F1 12 Tf 50 700 Td (Sida ${i + 1}) Tj ET` } })),
) as RawObjects;

/** Broken in a way that readers mend, all with the text "Protokoll" on one page. */
const broken: readonly (readonly [string, Uint8Array])[] = [
  ['startxref off by one', edited(fine, (text) => text.replace(/startxref\n(\d+)/u, (_, at: string) => `startxref\n${Number(at) + 1}`))],
  ['no cross-reference and no trailer', body],
  ['every offset wrong', edited(fine, (text) => text.replace(/0000000(\d{3}) 00000 n/gu, '0000009$1 00000 n'))],
  ['the keyword xref missing', edited(fine, (text) => text.replace('\nxref\n', '\n'))],
  ['a mail header before the PDF', Buffer.concat([Buffer.from('X-Mail: 1\n\n'), fine])],
  ['garbage behind the end', Buffer.concat([fine, Buffer.from('<html>not found</html>')])],
  ['a stream that says a wrong length', edited(fine, (text) => text.replace(/\/Length \d+/u, '/Length 9'))],
  ['a stream without a length', edited(fine, (text) => text.replace(/\/Length \d+/u, ''))],
  ['a page written into its tree', rawPdf({ ...rawPage(), 2: '<< /Type /Pages /Kids [<< /Type /Page /Contents 4 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> >>] /Count 1 >>' })],
  ['gaps in the first cross-reference', rawPdf(rawPage({ 7: '42' }, { page: '/X 7 0 R' }), { gaps: [6] })],
  ['an indirect length behind a lost cross-reference', edited(rawPdf(rawPage({ 6: '41' })), (text) => text.replace(/\/Length \d+/u, '/Length 6 0 R').replace(/startxref\n\d+/u, 'startxref\n0'))],
  ['an older version of the text before the newer one', Buffer.concat([edited(body, (text) => text.replace('(Protokoll)', '(Utkast)')), Buffer.from('4 0 obj\n<< /Length 41 >>\nstream\nBT /F1 12 Tf 50 700 Td (Protokoll) Tj ET\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n')])],
];

test.each(broken)('%s: written anew with the same page, and offered', (_what, bytes) => {
  expect(inspectForSigning(bytes).repairOffered).toBe(true);
  expect(textOf(mended(bytes))).toEqual(['Protokoll']);
});

test('objects in object streams are found, the streams kept as they were', async () => {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const name of ['ett', 'två']) document.addPage().drawText(name, { font });
  const whole = await document.save({ useObjectStreams: true });
  expect(textOf(mended(edited(whole, (text) => text.replace(/startxref\n\d+/u, 'startxref\n1'))))).toEqual(textOf(whole));
});

test('only what the document leads to comes along', () => {
  const hidden = edited(rawPdf(rawPage({ 6: { entries: '', data: 'BT (900 kr) Tj ET' } })), (text) => text.replace(/startxref\n\d+/u, 'startxref\n0'));
  expect(mended(hidden).toString('latin1')).not.toContain('900 kr');
});

const otherText = '4 0 obj\n<< /Length 3 >>\nstream\n(X)\nendstream\nendobj\n';

/** What could lose or swap content is refused, not guessed. */
test.each<[string, string, Uint8Array]>([
  ['signed', 'a file with a signature', edited(rawPdf(rawPage({ 6: '<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>' })), (text) => text.replace(/startxref\n\d+/u, 'startxref\n0'))],
  ['signed', 'a signature that lost its range', edited(body, (text) => `${text}6 0 obj\n<< /Type /Sig /Contents <00> >>\nendobj\n`)],
  ['encrypted', 'an encrypted file', edited(rawPdf(rawPage({ 6: '<< /Filter /Standard >>' }), { trailer: '/Encrypt 6 0 R' }), (text) => text.replace(/startxref\n\d+/u, 'startxref\n0'))],
  ['ambiguous', 'two catalogs and no trailer', edited(body, (text) => `${text}9 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n`)],
  ['ambiguous', 'a cross-reference that can be read and knows another object', edited(fine, (text) => text.replace('xref\n0', `${otherText}xref\n0`).replace(/startxref\n(\d+)/u, (_, at: string) => `startxref\n${Number(at) + otherText.length}`))],
  ['not-whole', 'a page whose text is gone', edited(body, (text) => text.slice(0, text.indexOf('4 0 obj')))],
  ['not-whole', 'cut off in the middle of a page', rawPdf(pagesOf(5)).subarray(0, 700)],
  ['not-whole', 'the newest version of an object damaged, an older one whole', edited(body, (text) => `${text}4 0 obj\n<< /Length \nendobj\n`)],
  ['not-whole', 'fewer pages than the tree counts', edited(body, (text) => text.replace('/Count 1', '/Count 3'))],
  ['not-whole', 'an object stream that cannot be inflated', Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 5 >>\nstream\nxxxxx\nendstream\nendobj\ntrailer << /Root 2 0 R >>\n2 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n`)],
  ['scattered-numbers', 'a number so high that the table up to it would take 160 MB', edited(body, (text) => `${text.replace('\n1 0 obj', '\n8000000 0 obj')}trailer << /Root 8000000 0 R >>\n`)],
  ['still-refused', 'a tree that bites its tail', edited(rawPdf({ ...rawPage(), 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' }), (text) => text.replace(/startxref\n\d+/u, 'startxref\n0'))],
])('refused as %s: %s', (code, _what, bytes) => {
  expect(reason(bytes)).toBe(code);
  expect(inspectForSigning(bytes).repairOffered).toBe(false);
});

test('a file that is one long line is looked through once, and not again for each of its objects', () => {
  const line = Buffer.from(`%PDF-1.7\n${'9 0 obj 1 endobj '.repeat(150_000)}`);
  expect(reason(line)).toBe('ambiguous');
  expect(reason(Buffer.concat([edited(body, (text) => `${text}  % 1 0 obj << /Type /Catalog >> endobj`)]))).toBe('repaired');
});

test('compressed data with the words of an object in it is not taken for one', () => {
  const data = deflateSync(Buffer.from('x')).toString('latin1') + '\n4 0 obj\n<< >>\nendobj\n';
  const trap = rawPdf(rawPage({ 6: { entries: '/X true', data } }, { page: '/Y 6 0 R' }));
  expect(textOf(mended(edited(trap, (text) => text.replace(/startxref\n\d+/u, 'startxref\n0'))))).toEqual(['Protokoll']);
});

test('a whole file is not touched by offers, and a rewritten one is signed like any other, the upload named by its hash', async () => {
  expect(inspectForSigning(fine).repairOffered).toBe(false);
  const upload = edited(await onePagePdf(), (text) => text.replace(/startxref\n\d+/u, 'startxref\n7'));
  const original = mended(upload);
  const uploadedSha256 = createHash('sha256').update(upload).digest('hex');
  const signer = await createTestSigner();
  const { update, originalSha256, fields } = await prepareMinutes(prepareRequest(original, { uploadedSha256 }));
  const head = await signer.append(Buffer.concat([original, update]), fields[0]?.name ?? '', 'Bo Lind');
  expect(originalSha256).toBe(uploadedSha256);
  expect(readCaseManifest(head)).toMatchObject({ originalSha256: uploadedSha256, rewrittenSha256: createHash('sha256').update(original).digest('hex') });
});
