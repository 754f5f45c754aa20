import { inspectBytes, openPdf } from '#pdf/read';
import { errorCode } from '../testing/expect-code.js';

/** As ISO 32000-2 Annex F orders it: first-page section and objects, then the rest, its section last in the file. */
function linearized(parameters = '/Linearized 1', afterMain = ''): string {
  const head = `%PDF-1.7\n5 0 obj\n<< ${parameters} >>\nendobj\n`;
  const line = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`;
  const objects = [
    '3 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\n',
    '4 0 obj\n<< /Type /Page /Parent 1 0 R >>\nendobj\n',
    '1 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 9 9] >>\nendobj\n',
    '2 0 obj\n(rest)\nendobj\n',
  ];
  const first = (offsets: readonly number[], main: number) =>
    `xref\n3 3\n${offsets.map(line).join('')}trailer\n<< /Size 6 /Root 3 0 R /Prev ${String(main).padStart(10, '0')} >>\nstartxref\n0\n%%EOF\n`;
  const sectionLength = first([0, 0, 0], 0).length;
  const starts = objects.map((_, i) => head.length + sectionLength + objects.slice(0, i).join('').length);
  const main = head.length + sectionLength + objects.join('').length;
  const [catalog = 0, page = 0, pages = 0, rest = 0] = starts;
  const mainSection = `xref\n0 3\n0000000000 65535 f \n${line(pages)}${line(rest)}trailer\n<< /Size 3 ${afterMain} >>\n`;
  return `${head}${first([catalog, page, '%PDF-1.7\n'.length], main)}${objects.join('')}${mainSection}startxref\n${head.length}\n%%EOF\n`;
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

test('the two sections of a linearized file are one revision', () => {
  const text = linearized();
  const document = openPdf(latin1(text));
  expect(document.revisions).toHaveLength(1);
  expect(document.revisions[0]).toMatchObject({ start: 0, end: text.length, linearized: true, xrefKind: 'table' });
  expect(document.current.pages()).toHaveLength(1);
  expect(document.current.objectNumbers()).toEqual([1, 2, 3, 4, 5]);
  expect(document.findings).toEqual([]);
  expect(inspectBytes(document)).toEqual([]);
});

test('sections in that order without the linearization dictionary break the file', () => {
  expect(errorCode(() => openPdf(latin1(linearized('/NotLinearized 1'))))).toBe('broken-xref');
});

test('section-behind-a-linearized-main-section: nothing older can be there', () => {
  expect(errorCode(() => openPdf(latin1(linearized('/Linearized 1', '/Prev 10'))))).toBe('broken-xref');
});
