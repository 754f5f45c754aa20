/** Object number to body: text, or a stream as its dictionary's entries and its data. Latin-1, generation 0. */
export type RawObjects = Readonly<Record<number, string | { readonly entries: string; readonly data: string }>>;

export interface RawOptions {
  /** Into the trailer, beside /Size and /Root. */
  readonly trailer?: string;
  /** Between the last object and the cross-reference. */
  readonly unlisted?: string;
  /** Numbers that the cross-reference leaves out, so that its first section has gaps (PF-06). */
  readonly gaps?: readonly number[];
  readonly header?: string;
}

/** A PDF of one revision with a cross-reference table, written by hand: tests are not judged by the writer they test. */
export function rawPdf(objects: RawObjects, { trailer = '', unlisted = '', gaps = [], header = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n' }: RawOptions = {}): Buffer {
  let text = header;
  const offsets = new Map<number, number>();
  for (const [number, body] of Object.entries(objects)) {
    offsets.set(Number(number), text.length);
    text += `${number} 0 obj\n${typeof body === 'string' ? body : `<< ${body.entries} /Length ${body.data.length} >>\nstream\n${body.data}\nendstream`}\nendobj\n`;
  }
  text += unlisted;
  const start = text.length;
  const size = Math.max(...offsets.keys()) + 1;
  const runs: number[][] = [[]];
  for (let number = 0; number < size; number += 1) {
    if (gaps.includes(number)) runs.push([]);
    else runs.at(-1)?.push(number);
  }
  const line = (number: number): string => (offsets.has(number) ? `${String(offsets.get(number)).padStart(10, '0')} 00000 n \n` : '0000000000 65535 f \n');
  const sections = runs.filter((run) => run.length > 0).map((run) => `${run[0]} ${run.length}\n${run.map(line).join('')}`);
  text += `xref\n${sections.join('')}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** Catalog, page tree, one page and its text: 1 to 5. More objects from 6 on. */
export function rawPage(more: RawObjects = {}, { catalog = '', page = '', pages = '', font = '' } = {}): RawObjects {
  return {
    1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    2: `<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] ${pages} >>`,
    3: `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> ${page} >>`,
    4: { entries: '', data: 'BT /F1 12 Tf 50 700 Td (Protokoll) Tj ET' },
    5: `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ${font} >>`,
    ...more,
  };
}
