import { asInteger, asName, asReference, PdfError, readObjectAt, signatureFields, type ParsedObject, type PdfDictionary, type PdfFile, type PdfValue } from '#pdf/read';
import type { FinishedUpdate } from '#pdf/write';
import type { LintFinding } from './lint-signature.js';
import { readBack, type ReadBack } from './read-back.js';

type Report = (id: string, ok: boolean, message: string) => void;

interface Subject {
  readonly document: PdfFile;
  readonly finished: FinishedUpdate;
  /** Objects of the update, read back from its bytes. */
  readonly objects: ReadonlyMap<number, ParsedObject>;
}

/** 2³¹ − 1: many validators count bytes in 32 bits (PF-16). */
const longest = 0x7fffffff;

/**
 * Lints how an update stands behind its document (PF, BT-04). Looks at the update's own bytes and, for objects that it replaces, at their former
 * versions; never at the rest of the file, so it costs what the update costs.
 * @param read the update's objects, where they have been read already
 */
export function lintStructure(document: PdfFile, finished: FinishedUpdate, read?: ReadBack): LintFinding[] {
  const findings: LintFinding[] = [];
  const report: Report = (id, ok, message) => {
    if (!ok) findings.push({ id, fieldName: '', message });
  };
  const { update, startOffset } = finished;
  report('PF-01', startOffset === document.length, 'the update must begin where the document ends');
  report('PF-10', document.headerOffset === 0, 'nothing may stand before the header');
  report('PF-13', !document.encrypted, 'the document must not be encrypted');
  report('PF-16', startOffset + update.byteLength <= longest, 'the file must stay below 2 GiB');
  // Then no place that the update speaks of can be found in it.
  if (findings.some(({ id }) => id === 'PF-01')) return findings;
  const objects = new Map<number, ParsedObject>();
  for (const [objectNumber, object] of read ?? readBack(finished)) {
    if (object instanceof PdfError) report('PF-12', false, `object ${String(objectNumber)} does not stand where the update says: ${object.message}`);
    else objects.set(objectNumber, object);
  }
  const subject = { document, finished, objects };
  lintJoint(subject, report);
  lintSection(subject, report);
  for (const [objectNumber, object] of objects) lintObject(subject, objectNumber, object, report);
  return findings;
}

/** PF-02: exactly one new line where the document ends without one, and nothing taken away. */
function lintJoint({ document, finished: { update } }: Subject, report: Report): void {
  const last = document.slice(document.length - 1, document.length)[0];
  const endsInNewLine = last === 0x0a || last === 0x0d;
  report('PF-02', (update[0] === 0x0a) === !endsInNewLine && (update[0] === 0x0a || isDigit(update[0])), 'the update must bring a new line exactly where the document ends without one');
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** PF-04, PF-05, PF-07: a section of the file's own kind, entries of 20 bytes, a trailer that carries everything but the past's links. */
function lintSection({ document, finished, objects }: Subject, report: Report): void {
  const newest = document.revisions.at(-1);
  if (newest === undefined) return report('PF-04', false, 'the document has no revision');
  const { update, startOffset, startxref } = finished;
  const isTable = update[startxref - startOffset] === 0x78;
  report('PF-04', isTable === (newest.xrefKind !== 'stream'), 'the section must be of the kind that the newest one is');
  const stream = [...objects.values()].find(({ value }) => value.kind === 'stream' && asName(value.dictionary.get('Type')) === 'XRef');
  let trailer = stream?.value.kind === 'stream' ? stream.value.dictionary : undefined;
  if (isTable) {
    const text = Buffer.from(update.buffer, update.byteOffset + startxref - startOffset, update.byteLength - (startxref - startOffset)).toString('latin1');
    const [table = '', rest = ''] = text.split('trailer\n');
    report('PF-05', areEntriesWhole(table), 'every entry of the table must have 20 bytes');
    // The one place where a dictionary stands outside an object; a number before it makes it one.
    const wrapped = Buffer.from(`0 0 obj\n${rest.slice(0, rest.lastIndexOf('startxref'))}\nendobj`, 'latin1');
    const parsed = readObjectAt(wrapped, 0).value;
    trailer = parsed.kind === 'dictionary' ? parsed : undefined;
  }
  if (trailer === undefined) return report('PF-07', false, 'the update has no trailer');
  for (const key of newest.trailer.entries.keys()) {
    if (!ofTheSection.has(key)) report('PF-07', trailer.get(key) !== undefined, `the trailer must carry /${key} on`);
  }
  report('PF-07', trailer.get('XRefStm') === undefined && asInteger(trailer.get('Prev')) === newest.startxref, 'the trailer must lead to the section before, and nowhere else');
}

/** Keys that describe the old section itself. */
const ofTheSection = new Set(['Prev', 'XRefStm', 'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms', 'F', 'FFilter', 'FDecodeParms', 'DL']);

function areEntriesWhole(table: string): boolean {
  const lines = table.split('\n').slice(1, -1);
  for (let at = 0; at < lines.length; ) {
    const count = Number(/^\d+ (\d+)$/.exec(lines[at] ?? '')?.[1] ?? NaN);
    if (!(count > 0)) return false;
    const entries = lines.slice(at + 1, at + 1 + count);
    if (entries.length !== count || !entries.every((entry) => /^\d{10} \d{5} [nf] $/.test(entry))) return false;
    at += 1 + count;
  }
  return true;
}

function lintObject({ document, finished }: Subject, objectNumber: number, object: ParsedObject, report: Report): void {
  const { value } = object;
  report('PF-12', value.kind !== 'stream' || asName(value.dictionary.get('Type')) !== 'ObjStm', 'nothing may be written into an object stream');
  const entry = document.current.entry(objectNumber)?.entry;
  if (objectNumber === finished.signature?.objectNumber) {
    report('BT-04', entry === undefined, 'a signature that is there may not be written anew');
    report('PF-15', /^\[0 \d+ \d+ \d+\] +$/.test(byteRangeText(finished)) && byteRangeText(finished).length > byteRangeWidth, 'the ByteRange must fill its room with blanks behind the bracket');
  }
  if (entry === undefined) return;
  report('PF-08', entry.kind !== 'free' && (entry.kind === 'compressed' ? 0 : entry.generation) === object.generation, 'a number that was freed, or is of another generation, may not be used');
  const before = document.current.object(objectNumber)?.value;
  if (before === undefined) return;
  report('BT-04', before.kind !== 'dictionary' || before.get('ByteRange') === undefined, 'a signature that is there may not be written anew');
  report('PF-09', !isSame(before, value), 'an object that does not change may not be written');
  if (before.kind === 'dictionary' && value.kind === 'dictionary') lintReplaced(before, value, report);
}

/** From the bracket to the /Contents token. */
function byteRangeText({ update, startOffset, signature }: FinishedUpdate): string {
  const end = (signature?.contentsStart ?? startOffset) - startOffset;
  const text = Buffer.from(update.buffer, update.byteOffset + Math.max(0, end - 80), Math.min(80, end)).toString('latin1');
  const start = text.lastIndexOf('[');
  return text.slice(start, text.lastIndexOf('/Contents'));
}

const byteRangeWidth = '[0 9999999999 9999999999 9999999999]'.length;

/** Where a widget is and how it is turned is its maker's business (PF-19). */
const ofTheMaker = ['Rect', 'Kids', 'P', 'MK', 'Parent', 'T', 'FT'];

function lintReplaced(before: PdfDictionary, after: PdfDictionary, report: Report): void {
  for (const [key, old] of before.entries) {
    const now = after.get(key);
    report('PF-09', now !== undefined, `/${key} may not be lost`);
    if (old.kind === 'reference' && key !== 'V' && key !== 'AP' && key !== 'N') {
      // A structure element's only kid becomes one of several: it stays, in an array.
      const isKept = now?.kind === 'array' && key === 'K' && now.items.some((item) => isSame(old, item));
      report('PF-09', isKept || asReference(now)?.objectNumber === old.objectNumber, `/${key} was an object of its own and must stay that one`);
    }
  }
  if (asName(after.get('Subtype')) !== 'Widget' && asName(after.get('FT')) !== 'Sig') return;
  for (const key of ofTheMaker) {
    const old = before.get(key);
    if (old !== undefined) report('PF-19', isSame(old, after.get(key)), `/${key} of the field must stay as it is`);
  }
  const flags = asInteger(after.get('F')) ?? 0;
  // Hidden 2, NoView 32 (ISO 32000-2 Table 167).
  const shown = after.get('AP');
  // What its maker gave a hidden field is its maker's business; we give it nothing.
  const isOld = shown !== undefined && isSame(shown, before.get('AP'));
  report('PF-20', shown === undefined || isOld || (flags & (2 | 32)) === 0, 'a field that shows something may not be hidden');
}

/** The same value, wherever it stands. Streams by their dictionaries: their data lies in different buffers, and no update of ours rewrites one. */
function isSame(one: PdfValue, other: PdfValue | undefined): boolean {
  if (other === undefined || one.kind !== other.kind) return false;
  switch (one.kind) {
    case 'null':
      return true;
    case 'boolean':
    case 'number':
    case 'name':
      return one.value === (other as typeof one).value;
    case 'string':
      return Buffer.compare(one.bytes, (other as typeof one).bytes) === 0;
    case 'reference':
      return one.objectNumber === (other as typeof one).objectNumber && one.generation === (other as typeof one).generation;
    case 'array': {
      const { items } = other as typeof one;
      return items.length === one.items.length && one.items.every((item, index) => isSame(item, items[index]));
    }
    case 'dictionary':
      return sameEntries(one, other as typeof one);
    case 'stream':
      return sameEntries(one.dictionary, (other as typeof one).dictionary);
  }
}

function sameEntries(one: PdfDictionary, other: PdfDictionary): boolean {
  return one.entries.size === other.entries.size && [...one.entries].every(([key, value]) => isSame(value, other.get(key)));
}

/** Names by which fields are found (PF-18), and forms that readers draw anew (PF-17). Walks the field tree: for prepare, not for each signature. */
export function lintForm(document: PdfFile, ours: readonly string[] = []): LintFinding[] {
  const findings: LintFinding[] = [];
  const view = document.current;
  const names = signatureFields(view).map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) findings.push({ id: 'PF-18', fieldName: twice, message: 'a field name may occur once' });
  for (const name of ours) if (name.includes('.')) findings.push({ id: 'PF-18', fieldName: name, message: 'a name of ours may not hold a full stop' });
  const form = view.get(view.catalog, 'AcroForm');
  const isDynamic = form?.kind === 'dictionary' && form.get('XFA') !== undefined && view.get(view.catalog, 'NeedsRendering')?.kind === 'boolean';
  if (isDynamic) findings.push({ id: 'PF-17', fieldName: '', message: 'a dynamic XFA form is drawn anew by readers' });
  return findings;
}
