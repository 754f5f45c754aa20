import { asDictionary, asInteger, asName, PdfError, type PdfDictionary } from '#pdf/read';
import { readFoundObject, reread, type FoundObject } from './found-object.js';
import { decodeLone } from './decode-lone.js';

export interface Scan {
  /** The last definition of each number: what every reader takes that mends a file. */
  readonly objects: ReadonlyMap<number, FoundObject>;
  /** Numbers whose last definition cannot be read. */
  readonly damaged: ReadonlySet<number>;
  /** Trailers and cross-reference streams' dictionaries, in file order. */
  readonly trailers: readonly PdfDictionary[];
}

const objectStart = /(?<![0-9])(\d{1,8})[ \t\r\n\f]+(\d{1,5})[ \t\r\n\f]+obj(?![A-Za-z])/gu;

/** Reads all objects of a file by their own words, those in object streams included. */
export function scanObjects(bytes: Uint8Array): Scan {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const lengths = directIntegers(text);
  const all: FoundObject[] = [];
  const failed: { objectNumber: number; offset: number }[] = [];
  const comments = new CommentLines(text);
  objectStart.lastIndex = 0;
  for (let match = objectStart.exec(text); match !== null; match = objectStart.exec(text)) {
    if (comments.hold(match.index)) continue;
    const read = readFoundObject(bytes, match.index, (number) => lengths.get(number));
    if (read === undefined) failed.push({ objectNumber: Number(match[1]), offset: match.index });
    else {
      all.push(read.found, ...compressedIn(read.found));
      objectStart.lastIndex = read.end;
    }
  }
  const objects = new Map<number, FoundObject>();
  for (const found of all) objects.set(found.objectNumber, found);
  const damaged = new Set(failed.filter(({ objectNumber, offset }) => offset > (objects.get(objectNumber)?.offset ?? -1)).map(({ objectNumber }) => objectNumber));
  return { objects, damaged, trailers: [...trailersIn(text), ...all.flatMap(({ value }) => (isOfType(value, 'XRef') ? [value as PdfDictionary] : []))] };
}

/** `N G obj 123 endobj`: what indirect lengths lead to. */
function directIntegers(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [, number, value] of text.matchAll(/(?<![0-9])(\d{1,8})\s+\d{1,5}\s+obj\s+(\d{1,10})\s+endobj/gu)) found.set(Number(number), Number(value));
  return found;
}

/** Which lines are comments, asked from front to back: looking back to the start of the line each time would take for ever where a file is one line. */
class CommentLines {
  private line = 0;
  private lineEnd = -1;

  constructor(private readonly text: string) {}

  hold(at: number): boolean {
    while (this.lineEnd < at) {
      this.line = this.lineEnd + 1;
      newLine.lastIndex = this.line;
      this.lineEnd = newLine.exec(this.text)?.index ?? this.text.length;
    }
    firstWord.lastIndex = this.line;
    return firstWord.test(this.text);
  }
}

const newLine = /[\r\n]/gu;
/** At most as many blanks as anybody writes: a line of nothing else is no comment. */
const firstWord = /[ \t\f\0]{0,200}%/uy;

export function isOfType(value: FoundObject['value'], type: string): boolean {
  const dictionary = asDictionary(value);
  return dictionary !== undefined && asName(dictionary.get('Type')) === type;
}

/** ISO 32000-2 7.5.7. A container that cannot be decoded holds nothing: what refers to its objects will miss them. */
function compressedIn(container: FoundObject): FoundObject[] {
  if (container.data === undefined || !isOfType(container.value, 'ObjStm')) return [];
  const dictionary = container.value as PdfDictionary;
  const first = asInteger(dictionary.get('First'));
  const data = decodeLone(container);
  if (first === undefined || data === undefined) return [];
  const content = Buffer.from(data).toString('latin1');
  const numbers = content.slice(0, first).trim().split(/\s+/u).map(Number);
  const objects: FoundObject[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const [objectNumber = 0, start = 0] = [numbers[index], numbers[index + 1]];
    const text = content.slice(first + start, first + (numbers[index + 3] ?? content.length)).trim();
    try {
      objects.push({ objectNumber, generation: 0, offset: container.offset, value: reread(text), text });
    } catch (error) {
      if (!(error instanceof PdfError)) throw error;
    }
  }
  return objects;
}

function trailersIn(text: string): PdfDictionary[] {
  const trailers: PdfDictionary[] = [];
  for (const { index, 0: keyword } of text.matchAll(/trailer\s*(?=<<)/gu)) {
    const start = index + keyword.length;
    const end = text.indexOf('startxref', start);
    try {
      const value = reread(text.slice(start, end < 0 ? start + 65_536 : end).trimEnd());
      if (value.kind === 'dictionary') trailers.push(value);
    } catch (error) {
      if (!(error instanceof PdfError)) throw error;
    }
  }
  return trailers;
}
