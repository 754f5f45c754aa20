/** A small PDF written by hand: what an update does to it can be seen with the eye. */
export interface SmallDocumentOptions {
  readonly pages?: number;
  readonly textField?: boolean;
  /** Empty signature fields; without area when no rectangle is given. Widgets stand on page 1. */
  readonly signatureFields?: readonly { readonly name: string; readonly rect?: readonly number[]; readonly lock?: string }[];
  readonly catalog?: string;
  /** Further objects, `number → body`; numbers from 100 on. */
  readonly objects?: Readonly<Record<number, string>>;
  readonly info?: string;
}

/** Numbers that tests may rely on. */
export const numbers = { catalog: 1, pages: 2, font: 3, info: 4, form: 5, textField: 6, firstPage: 10, firstContent: 30, firstSignatureField: 50 } as const;

export function smallDocument(options: SmallDocumentOptions = {}): Buffer {
  const pageCount = options.pages ?? 2;
  const fields = options.signatureFields ?? [];
  const widgets = [...(options.textField === true ? [numbers.textField] : []), ...fields.map((_, index) => numbers.firstSignatureField + index)];
  const bodies = new Map<number, string>();
  const hasForm = widgets.length > 0;
  bodies.set(numbers.catalog, `<< /Type /Catalog /Pages ${numbers.pages} 0 R ${hasForm ? `/AcroForm ${numbers.form} 0 R` : ''} ${options.catalog ?? ''} >>`);
  bodies.set(numbers.pages, `<< /Type /Pages /Count ${pageCount} /Kids [${range(pageCount).map((i) => `${numbers.firstPage + i} 0 R`).join(' ')}] >>`);
  bodies.set(numbers.font, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  bodies.set(numbers.info, options.info ?? '<< /Producer (test) /Title (Minutes) >>');
  if (hasForm) bodies.set(numbers.form, `<< /Fields [${widgets.map((n) => `${n} 0 R`).join(' ')}] /SigFlags 3 >>`);
  if (options.textField === true) {
    bodies.set(numbers.textField, `<< /Type /Annot /Subtype /Widget /FT /Tx /T (text) /Rect [10 10 90 30] /P ${numbers.firstPage} 0 R >>`);
  }
  fields.forEach(({ name, rect = [0, 0, 0, 0], lock }, index) => {
    bodies.set(numbers.firstSignatureField + index, `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${name}) /Rect [${rect.join(' ')}] /F 132 /P ${numbers.firstPage} 0 R ${lock === undefined ? '' : `/Lock ${lock}`} >>`);
  });
  for (const i of range(pageCount)) {
    const annotations = i === 0 && hasForm ? `/Annots [${widgets.map((n) => `${n} 0 R`).join(' ')}]` : '';
    bodies.set(numbers.firstPage + i, `<< /Type /Page /Parent ${numbers.pages} 0 R /MediaBox [0 0 595 842] /Contents ${numbers.firstContent + i} 0 R /Resources << /Font << /F1 ${numbers.font} 0 R >> >> ${annotations} >>`);
    const content = `BT /F1 12 Tf 72 700 Td (Page ${i + 1}: the meeting decides to approve.) Tj ET`;
    bodies.set(numbers.firstContent + i, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  for (const [number, body] of Object.entries(options.objects ?? {})) bodies.set(Number(number), body);
  return assemble(bodies);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function assemble(bodies: ReadonlyMap<number, string>): Buffer {
  let text = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = new Map<number, number>();
  for (const [number, body] of [...bodies].sort(([a], [b]) => a - b)) {
    offsets.set(number, text.length);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const size = Math.max(...bodies.keys()) + 1;
  const entry = (number: number) => (offsets.has(number) ? `${String(offsets.get(number)).padStart(10, '0')} 00000 n\r\n` : '0000000000 65535 f\r\n');
  const start = text.length;
  text += `xref\n0 ${size}\n${range(size).map(entry).join('')}trailer\n<< /Size ${size} /Root 1 0 R /Info 4 0 R /ID [<00112233> <00112233>] >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/**
 * Appends an update by hand: objects as given, nothing checked, so that a test can do what no honest writer does.
 *
 * @param trailer further trailer entries, or entries that replace the usual ones
 */
export function appendByHand(bytes: Uint8Array, objects: Readonly<Record<number, string | null>>, options: { readonly trailer?: string; readonly root?: string; readonly info?: string } = {}): Buffer {
  const text = Buffer.from(bytes).toString('latin1');
  const previous = [...text.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? '0';
  const sizes = [...text.matchAll(/\/Size (\d+)/g)].map((match) => Number(match[1]));
  let body = text.endsWith('\n') ? '' : '\n';
  const entries: string[] = [];
  for (const [number, value] of Object.entries(objects)) {
    if (value === null) {
      entries.push(`${number} 1\n0000000000 00001 f\r\n`);
      continue;
    }
    entries.push(`${number} 1\n${String(text.length + body.length).padStart(10, '0')} 00000 n\r\n`);
    body += `${number} 0 obj\n${value}\nendobj\n`;
  }
  const start = text.length + body.length;
  const size = Math.max(...sizes, ...Object.keys(objects).map((number) => Number(number) + 1));
  body += `xref\n${entries.join('')}trailer\n<< /Size ${size} /Root ${options.root ?? '1 0 R'} ${options.info ?? '/Info 4 0 R'} /ID [<00112233> <44556677>] /Prev ${previous} ${options.trailer ?? ''} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text + body, 'latin1');
}
