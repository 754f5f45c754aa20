import { openPdf } from '#pdf/read';
import { errorCode } from '../testing/expect-code.js';
import { onePage, PdfBuilder, simplePdf } from '../testing/pdf-builder.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const codes = (bytes: Uint8Array) => openPdf(bytes).findings.map(({ code }) => code);
const replaced = (bytes: Uint8Array, from: string, to: string) => {
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.includes(from)) throw new Error(`test is wrong: no ${from}`);
  return latin1(text.replace(from, to));
};

describe.each(['table', 'stream', 'hybrid'] as const)('a file with a cross-reference %s', (kind) => {
  const bytes = simplePdf(kind);
  const document = openPdf(bytes);

  test('opens with one revision that ends where the file ends, and nothing to complain about', () => {
    expect(document.revisions.map(({ start, end, xrefKind }) => ({ start, end, xrefKind }))).toEqual([
      { start: 0, end: bytes.length, xrefKind: kind },
    ]);
    expect(document.findings.filter(({ code }) => code !== 'xref-not-contiguous')).toEqual([]);
    expect(document.version).toBe('1.7');
    expect(document.encrypted).toBe(false);
  });

  test('leads to catalog, page and content', () => {
    const [page] = document.current.pages();
    expect(page?.reference.objectNumber).toBe(3);
    expect(page?.mediaBox).toEqual({ left: 0, bottom: 0, right: 595, top: 842 });
    const content = document.current.object(4)?.value;
    if (content?.kind !== 'stream') throw new Error('no content stream');
    expect(Buffer.from(document.current.streamData(content)).toString()).toContain('Protokoll');
  });

  test('tells of every object in the file where its bytes are', () => {
    const content = document.current.object(4);
    expect(Buffer.from(bytes.subarray(content?.span.start, content?.span.end)).toString('latin1')).toMatch(/^4 0 obj\n[^]*\nendobj$/u);
    expect(content?.revisionIndex).toBe(0);
    expect(document.current.object(1)?.container).toBe(kind === 'table' ? undefined : 5);
  });
});

describe('files that are no whole PDF are refused by name', () => {
  test.each([
    ['empty', '', 'not-a-pdf'],
    ['text', 'Protokoll fört vid sammanträde', 'not-a-pdf'],
    ['header behind the first 1024 bytes', `${' '.repeat(1024)}%PDF-1.7`, 'not-a-pdf'],
    ['header only', '%PDF-1.7\n', 'truncated'],
    ['startxref without an end', '%PDF-1.7\nstartxref\n0\n', 'truncated'],
    ['startxref that leads to the header', '%PDF-1.7\nstartxref\n0\n%%EOF', 'broken-xref'],
    ['startxref behind the end', '%PDF-1.7\nstartxref\n5000\n%%EOF', 'broken-xref'],
  ] as const)('%s', (_, text, code) => {
    expect(errorCode(() => openPdf(latin1(text)))).toBe(code);
  });

  test('a file cut anywhere is never opened as if it were whole', () => {
    const bytes = simplePdf();
    for (let length = 0; length < bytes.length - 1; length++) {
      expect(errorCode(() => openPdf(bytes.subarray(0, length)))).toBeDefined();
    }
  });

  test('a file over the size limit is not read at all', () => {
    expect(errorCode(() => openPdf(simplePdf(), { maxFileBytes: 100 }))).toBe('too-large');
  });
});

describe('a cross-reference section that is not exactly right breaks the file', () => {
  const bytes = simplePdf();

  test.each([
    ['entries of 19 bytes', ' 65535 f \n', ' 65535 f\n'],
    ['entries that end in two line feeds', ' 65535 f \n', ' 65535 f\n\n'],
    ['entries that end in two spaces', ' 65535 f \n', ' 65535 f  '],
    ['an entry neither used nor free', ' 65535 f', ' 65535 x'],
    ['a count beyond the file', 'xref\n0 5', 'xref\n0 9999'],
    ['an object number beyond all limits', 'xref\n0 5', 'xref\n8388607 5'],
    ['no trailer keyword', 'trailer', 'railert'],
    ['a trailer that is no dictionary', 'trailer\n<<', 'trailer\n['],
    ['/Prev that is no offset', '/Root 1 0 R', '/Root 1 0 R /Prev (x)'],
    ['/Prev that points forward', '/Root 1 0 R', '/Root 1 0 R /Prev 99999'],
  ])('%s', (_, from, to) => {
    expect(errorCode(() => openPdf(replaced(bytes, from, to)))).toBe('broken-xref');
  });

  test('startxref off by one', () => {
    const { length } = new PdfBuilder().revision({ kind: 'table', objects: onePage });
    expect(length).toBe(bytes.length);
    for (const by of [-1, 1]) {
      const startxref = (openPdf(bytes).revisions[0]?.startxref ?? 0) + by;
      expect(errorCode(() => openPdf(simplePdf('table', { startxref })))).toBe('broken-xref');
    }
  });

  test('end lines of an older revision that name another section', () => {
    const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage, startxref: 12 });
    expect(errorCode(() => openPdf(builder.revision({ kind: 'table', objects: { 5: 'null' } }).bytes()))).toBe('broken-xref');
  });

  test('/Prev that points at its own section', () => {
    const startxref = openPdf(bytes).revisions[0]?.startxref ?? 0;
    expect(errorCode(() => openPdf(simplePdf('table', { prev: startxref })))).toBe('xref-loop');
  });

  test('a chain longer than the limit', () => {
    const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage });
    for (let i = 0; i < 5; i++) builder.revision({ kind: 'table', objects: { 4: 'null' } });
    expect(openPdf(builder.bytes()).revisions).toHaveLength(6);
    expect(errorCode(() => openPdf(builder.bytes(), { maxSections: 5 }))).toBe('limit-exceeded');
  });
});

describe('revisions', () => {
  const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage, endOfFile: '%%EOF\r\n' });
  const firstEnd = builder.length;
  builder.revision({ kind: 'table', objects: { 4: { entries: '', data: 'changed' } }, endOfFile: '%%EOF' });
  const bytes = builder.bytes();
  const document = openPdf(bytes);

  test('come oldest first, each ending after its %%EOF and one end of line', () => {
    expect(document.revisions.map(({ start, end }) => [start, end])).toEqual([
      [0, firstEnd],
      [firstEnd, bytes.length],
    ]);
    expect(document.revisions.map(({ end, markerEnd }) => end - markerEnd)).toEqual([2, 0]);
  });

  test('show the document as it was', () => {
    const contentAt = (revision: number) => {
      const value = document.at(revision).object(4)?.value;
      return value?.kind === 'stream' ? Buffer.from(document.at(revision).streamData(value)).toString() : undefined;
    };
    expect(contentAt(0)).toContain('Protokoll');
    expect(contentAt(1)).toBe('changed');
  });

  test('know which objects are theirs', () => {
    expect(document.current.object(4)?.revisionIndex).toBe(1);
    expect(document.current.object(3)?.revisionIndex).toBe(0);
    expect([...(document.revisions[1]?.entries.keys() ?? [])]).toEqual([4]);
  });

  test('end with CR alone as well', () => {
    expect(codes(simplePdf('table', { endOfFile: '%%EOF\r' }))).toEqual([]);
  });

  test('many of them are looked up as few of them are', () => {
    const long = new PdfBuilder().revision({ kind: 'table', objects: onePage });
    for (let i = 0; i < 40; i++) long.revision({ kind: 'table', objects: { [4 + (i % 3)]: `(${i})` } });
    const many = openPdf(long.bytes());
    const textAt = (revision: number, number: number) => {
      const value = many.at(revision).object(number)?.value;
      return value?.kind === 'string' ? Buffer.from(value.bytes).toString() : value?.kind;
    };
    expect([textAt(0, 4), textAt(1, 4), textAt(3, 4), textAt(4, 4), textAt(40, 4)]).toEqual(['stream', '0', '0', '3', '39']);
    expect([textAt(1, 5), textAt(2, 5), textAt(40, 6)]).toEqual([undefined, '1', '38']);
  });
});

describe('findings at opening', () => {
  test('object-appended-behind-the-last-revision', () => {
    const bytes = Buffer.concat([simplePdf(), latin1('9 0 obj\n(evil)\nendobj\n')]);
    expect(openPdf(bytes).findings).toEqual([{ code: 'trailing-bytes', start: simplePdf().length, end: bytes.length }]);
  });

  test('white space behind the end is nothing, a comment is a trailing comment', () => {
    expect(codes(simplePdf('table', { endOfFile: '%%EOF \n\n ' }))).toEqual([]);
    expect(codes(simplePdf('table', { endOfFile: '%%EOF\n% by hand\n' }))).toEqual(['trailing-comment']);
  });

  test('second-end-marker-appended: the comment that would end the file elsewhere is not just a comment', () => {
    expect(codes(simplePdf('table', { endOfFile: '%%EOF\n%%EOF\n' }))).toEqual(['trailing-bytes']);
  });

  test('startxref-appended-that-leads-nowhere breaks the file', () => {
    expect(errorCode(() => openPdf(simplePdf('table', { endOfFile: '%%EOF\nstartxref\n0\n%%EOF\n' })))).toBe('broken-xref');
  });

  test('bytes before the header are found, and offsets count from the header', () => {
    const bytes = Buffer.concat([latin1('junk\n'), simplePdf()]);
    const document = openPdf(bytes);
    expect(document.headerOffset).toBe(5);
    expect(document.findings).toEqual([{ code: 'bytes-before-header', start: 0, end: 5 }]);
    expect(document.current.pages()).toHaveLength(1);
    expect(document.current.object(1)?.span.start).toBeGreaterThan(5);
  });

  test('/Size too small, /Size shrinking, keys twice, catalog exchanged, object freed and number reused', () => {
    expect(codes(simplePdf('table', { size: 4 }))).toEqual(['size-too-small']);
    const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage, size: 9 });
    builder.revision({ kind: 'table', objects: { 5: '<< /Type /Catalog /Pages 2 0 R >>' }, freed: [4], trailer: '/Root 5 0 R /A 1 /A 2' });
    builder.revision({ kind: 'table', objects: { 4: 'null' }, trailer: '/Root 5 0 R' });
    expect(codes(builder.bytes())).toEqual(['duplicate-trailer-key', 'size-decreased', 'object-freed', 'catalog-replaced', 'object-number-reused']);
  });

  test('entry-that-points-into-an-earlier-revision', () => {
    const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage });
    const offset = String(builder.offsets.get(4) ?? 0).padStart(10, '0');
    const bytes = builder.revision({ kind: 'table', objects: { 5: 'null' } }).bytes();
    const text = Buffer.from(bytes).toString('latin1');
    const at = text.lastIndexOf('5 1\n') + 4;
    const forged = latin1(text.slice(0, at) + offset + text.slice(at + 10));
    expect(codes(forged)).toEqual(['entry-outside-revision']);
    expect(errorCode(() => openPdf(forged).current.object(5))).toBe('object-not-at-offset');
  });

  test('a table repeated in an update says nothing new', () => {
    const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage });
    const first = Buffer.from(builder.bytes()).toString('latin1');
    const table = first.slice(first.indexOf('xref\n'), first.indexOf('trailer'));
    const prev = first.indexOf('xref\n');
    builder.raw(`${table}trailer\n<< /Size 5 /Root 1 0 R /Prev ${prev} >>\nstartxref\n${first.length}\n%%EOF\n`);
    expect(openPdf(builder.bytes()).revisions).toHaveLength(2);
    expect(codes(builder.bytes())).toEqual([]);
  });

  test('first table with a gap, which one reader takes for broken', () => {
    const builder = new PdfBuilder().raw('');
    const bytes = replaced(builder.revision({ kind: 'table', objects: onePage }).bytes(), 'xref\n0 5\n', 'xref\n0 1\n');
    const gapped = replaced(bytes, ' 65535 f \n', ' 65535 f \n1 4\n');
    expect(codes(gapped)).toEqual(['xref-not-contiguous']);
  });
});

test('encryption is seen, not undone', () => {
  const document = openPdf(simplePdf('table', { trailer: '/Encrypt << /Filter /Standard >>' }));
  expect(document.encrypted).toBe(true);
  const content = document.current.object(4)?.value;
  if (content?.kind !== 'stream') throw new Error('no stream');
  expect(errorCode(() => document.current.streamData(content))).toBe('encrypted');
});
