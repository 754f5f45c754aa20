import { inspectBytes, openPdf } from '#pdf/read';
import { onePage, PdfBuilder, simplePdf, type RevisionPlan } from '../testing/pdf-builder.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const codes = (bytes: Uint8Array, fromRevision = 0) => inspectBytes(openPdf(bytes), { fromRevision }).map(({ code }) => code);
const update = (plan: Partial<RevisionPlan>) =>
  new PdfBuilder().revision({ kind: 'table', objects: onePage }).revision({ kind: 'table', objects: { 5: 'null' }, ...plan }).bytes();

test.each(['table', 'stream', 'hybrid'] as const)('every byte of an honest %s file is accounted for', (kind) => {
  expect(codes(simplePdf(kind))).toEqual([]);
});

test('comments and white space between objects are nothing', () => {
  expect(codes(update({ beforeSection: '\n % made by hand \r\n\t' }))).toEqual([]);
});

test('object-in-the-body-that-no-section-names', () => {
  const hidden = '9 0 obj\n(shadow)\nendobj\n';
  const bytes = update({ beforeSection: hidden });
  const [finding, ...more] = inspectBytes(openPdf(bytes));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ code: 'unclaimed-bytes', revisionIndex: 1 });
  expect(Buffer.from(bytes.subarray(finding?.start, finding?.end)).toString('latin1')).toBe(hidden);
});

test('end-marker-between-objects: a reader that searches for %%EOF would stop here', () => {
  expect(codes(update({ beforeSection: '%%EOF\n' }))).toEqual(['stray-end-marker']);
});

test('whole-update-that-the-newest-one-jumps-over', () => {
  const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage });
  const prev = openPdf(builder.bytes()).revisions[0]?.startxref ?? 0;
  builder.revision({ kind: 'table', objects: { 5: '(skipped)' } }).revision({ kind: 'table', objects: { 6: 'null' }, prev });
  expect(openPdf(builder.bytes()).revisions).toHaveLength(2);
  expect(codes(builder.bytes())).toEqual(['unclaimed-bytes']);
});

test('only the revisions asked for are looked at', () => {
  const first = new PdfBuilder().revision({ kind: 'table', objects: onePage, beforeSection: 'hidden\n' });
  const bytes = first.revision({ kind: 'table', objects: { 5: 'null' } }).bytes();
  expect([codes(bytes, 0), codes(bytes, 1)]).toEqual([['unclaimed-bytes'], []]);
});

test('object-inside-another-object', () => {
  const inner = '5 0 obj\n(inner)\nendobj\n';
  const builder = new PdfBuilder().revision({ kind: 'table', objects: { ...onePage, 4: { entries: '', data: inner }, 5: inner.slice(8, 15) } });
  const text = Buffer.from(builder.bytes()).toString('latin1');
  const entry = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n`;
  const forged = text.replace(entry(builder.offsets.get(5) ?? 0), entry(text.indexOf(inner)));
  expect(codes(latin1(forged)).sort()).toEqual(['overlapping-objects', 'unclaimed-bytes']);
});

test('object that cannot be read is named, and its bytes belong to nobody', () => {
  const bytes = simplePdf('table', { objects: { ...onePage, 5: '<< /Length 99 >>\nstream\nx\nendstream' } });
  expect(codes(bytes)).toEqual(['object-unreadable', 'unclaimed-bytes']);
});

test('a hybrid file made in two steps, as Word does: the second revision accounts for what the first hides', () => {
  const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage });
  // Behind the objects and in front of the first table: an object stream and the section that will name its object.
  const plain = Buffer.from(builder.bytes()).toString('latin1');
  const body = plain.slice(0, plain.indexOf('xref\n'));
  const container = `6 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 12 >>\nstream\n5 0 (hidden)\nendstream\nendobj\n`;
  const row = (type: number, first: number, second: number) =>
    String.fromCharCode(type, first >> 24, (first >> 16) & 255, (first >> 8) & 255, first & 255, second);
  const streamAt = body.length + container.length;
  const rows = row(2, 6, 0) + row(1, body.length, 0) + row(1, streamAt, 0);
  const section = `7 0 obj\n<< /Type /XRef /Size 8 /W [1 4 1] /Index [5 3] /Length ${rows.length} >>\nstream\n${rows}\nendstream\nendobj\n`;
  const tableAt = streamAt + section.length;
  const table = `${plain.slice(plain.indexOf('xref\n'), plain.indexOf('startxref'))}startxref\n${tableAt}\n%%EOF\n`;
  const second = `xref\n0 0\ntrailer\n<< /Size 8 /Root 1 0 R /Prev ${tableAt} /XRefStm ${streamAt} >>\nstartxref\n${tableAt + table.length}\n%%EOF\n`;
  const document = openPdf(latin1(body + container + section + table + second));
  expect(document.revisions.map(({ xrefKind }) => xrefKind)).toEqual(['table', 'hybrid']);
  expect(document.at(0).object(5)).toBeUndefined();
  expect(document.current.object(5)).toMatchObject({ container: 6, revisionIndex: 0 });
  expect(document.findings.map(({ code }) => code)).toEqual(['entry-outside-revision', 'entry-outside-revision']);
  expect([inspectBytes(document), inspectBytes(document, { fromRevision: 1 })]).toEqual([[], []]);
});
