/**
 * Builds PDFs for tests, byte by byte and without the product's own writer: a test must not be judged by what it tests.
 * Bodies are Latin-1 text, one character per byte.
 */
export type Body = string | { readonly entries: string; readonly data: string };

export interface RevisionPlan {
  readonly kind: 'table' | 'stream' | 'hybrid';
  /** Object number to body. Generations are 0. */
  readonly objects: Readonly<Record<number, Body>>;
  /** Of these, the ones that go into an object stream (kinds `stream` and `hybrid`). */
  readonly compressed?: readonly number[];
  /** Numbers this revision frees. */
  readonly freed?: readonly number[];
  /** Further trailer entries. /Root is `1 0 R` unless said here. */
  readonly trailer?: string;
  /** Overrides of what would be right. */
  readonly size?: number;
  readonly endOfFile?: string;
  readonly startxref?: number;
  readonly prev?: number;
  /** Bytes between the last object and the section. */
  readonly beforeSection?: string;
}

interface Place {
  readonly number: number;
  readonly type: 0 | 1 | 2;
  readonly first: number;
  readonly second: number;
}

export class PdfBuilder {
  #text: string;
  #highest = 0;
  #lastSection: number | undefined;
  readonly offsets = new Map<number, number>();

  constructor(header = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n') {
    this.#text = header;
  }

  get length(): number {
    return this.#text.length;
  }

  bytes(): Uint8Array {
    return Buffer.from(this.#text, 'latin1');
  }

  raw(text: string): this {
    this.#text += text;
    return this;
  }

  revision(plan: RevisionPlan): this {
    const numbers = Object.keys(plan.objects).map(Number);
    const hidden = new Set(plan.compressed ?? []);
    this.#highest = Math.max(this.#highest, ...numbers);
    const plain = numbers.filter((number) => !hidden.has(number)).map((number) => this.#object(number, plan.objects[number] ?? 'null'));
    const packed = hidden.size === 0 ? [] : this.#objectStream([...hidden], plan);
    const freed: Place[] = (plan.freed ?? []).map((number) => ({ number, type: 0, first: 0, second: 1 }));
    this.#text += plan.beforeSection ?? '';
    if (plan.kind === 'stream') this.#streamSection([...plain, ...packed, ...freed], plan);
    else if (plan.kind === 'table') this.#tableSection([...plain, ...freed], plan, '');
    else {
      const offset = this.#text.length;
      const number = (this.#highest += 1);
      this.#xrefStream(number, [...packed.filter(({ type }) => type === 2), place(number, offset)], plan);
      this.#tableSection([...plain, ...packed.filter(({ type }) => type === 1), ...freed, place(number, offset)], plan, `/XRefStm ${offset} `);
    }
    return this;
  }

  #object(number: number, body: Body): Place {
    const offset = this.#text.length;
    this.offsets.set(number, offset);
    const text =
      typeof body === 'string' ? body : `<< ${body.entries} /Length ${body.data.length} >>\nstream\n${body.data}\nendstream`;
    this.#text += `${number} 0 obj\n${text}\nendobj\n`;
    return place(number, offset);
  }

  #objectStream(numbers: readonly number[], plan: RevisionPlan): Place[] {
    const bodies = numbers.map((number) => `${String(plan.objects[number])}\n`);
    const starts = bodies.map((_, i) => bodies.slice(0, i).join('').length);
    const index = `${numbers.map((number, i) => `${number} ${starts[i]}`).join(' ')}\n`;
    const container = (this.#highest += 1);
    const holder = this.#object(container, {
      entries: `/Type /ObjStm /N ${numbers.length} /First ${index.length}`,
      data: index + bodies.join(''),
    });
    return [holder, ...numbers.map((number, i): Place => ({ number, type: 2, first: container, second: i }))];
  }

  #streamSection(places: Place[], plan: RevisionPlan): void {
    const offset = this.#text.length;
    const number = (this.#highest += 1);
    const own = place(number, offset);
    this.#xrefStream(number, [...places, own], plan, this.#trailerEntries(plan));
    this.#endLines(offset, plan);
  }

  #xrefStream(number: number, places: Place[], plan: RevisionPlan, trailer = `/Size ${this.#highest + 1}`): void {
    const rows = this.#complete(places, plan);
    const data = rows.map(({ type, first, second }) => bigEndian(type, 1) + bigEndian(first, 4) + bigEndian(second, 2)).join('');
    const index = runs(rows).map((run) => `${run[0]?.number ?? 0} ${run.length}`);
    this.#object(number, { entries: `/Type /XRef /W [1 4 2] /Index [${index.join(' ')}] ${trailer}`, data });
  }

  #tableSection(places: Place[], plan: RevisionPlan, extra: string): void {
    const offset = this.#text.length;
    const line = ({ type, first, second }: Place) =>
      `${String(first).padStart(10, '0')} ${String(second).padStart(5, '0')} ${type === 1 ? 'n' : 'f'} \n`;
    const lines = runs(this.#complete(places, plan)).map((run) => `${run[0]?.number ?? 0} ${run.length}\n${run.map(line).join('')}`);
    this.#text += `xref\n${lines.join('')}trailer\n<< ${extra}${this.#trailerEntries(plan)} >>\n`;
    this.#endLines(offset, plan);
  }

  /** Ascending; the oldest revision's section is contiguous from 0, as it must be (PF-06). */
  #complete(places: readonly Place[], plan: RevisionPlan): Place[] {
    const byNumber = new Map(places.map((entry) => [entry.number, entry]));
    if (this.#lastSection === undefined && plan.kind !== 'hybrid') {
      for (let number = 0; number <= this.#highest; number++) {
        if (!byNumber.has(number)) byNumber.set(number, { number, type: 0, first: 0, second: 65535 });
      }
    }
    return [...byNumber.values()].sort((a, b) => a.number - b.number);
  }

  #trailerEntries(plan: RevisionPlan): string {
    const prev = plan.prev ?? this.#lastSection;
    const root = plan.trailer?.includes('/Root') === true ? '' : '/Root 1 0 R';
    return `/Size ${plan.size ?? this.#highest + 1} ${root} ${plan.trailer ?? ''} ${prev === undefined ? '' : `/Prev ${prev}`}`;
  }

  #endLines(offset: number, plan: RevisionPlan): void {
    this.#text += `startxref\n${plan.startxref ?? offset}\n${plan.endOfFile ?? '%%EOF\n'}`;
    this.#lastSection = offset;
  }
}

function place(number: number, offset: number): Place {
  return { number, type: 1, first: offset, second: 0 };
}

function bigEndian(value: number, width: number): string {
  return String.fromCharCode(...Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** (width - 1 - i)) % 256));
}

function runs(places: readonly Place[]): Place[][] {
  const result: Place[][] = [];
  for (const entry of places) {
    const run = result.at(-1);
    if (run !== undefined && entry.number === (run.at(-1)?.number ?? -2) + 1) run.push(entry);
    else result.push([entry]);
  }
  return result;
}

/** One page with text. */
export const onePage: Readonly<Record<number, Body>> = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>',
  3: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
  4: { entries: '', data: 'BT /F1 12 Tf 50 700 Td (Protokoll) Tj ET' },
};

export function simplePdf(kind: RevisionPlan['kind'] = 'table', more: Partial<RevisionPlan> = {}): Uint8Array {
  const compressed = kind === 'table' ? [] : [1, 2, 3];
  return new PdfBuilder().revision({ kind, objects: onePage, compressed, ...more }).bytes();
}
