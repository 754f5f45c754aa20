import { PdfError } from '../read/index.js';
import type { Writable } from './writable.js';

/** As deep as the reader reads; what is deeper could be written but not read again. */
const maxNesting = 100;

/** Bytes that a name may hold as they are: `!` to `~` without delimiters and `#` (ISO 32000-2 7.3.5). */
const plainName = /^[!"$&'*+,\-.0-9:;=?@A-Z\\^_`a-z|~]*$/u;

/** The object's syntax, one character per byte (Latin-1). Throws `invalid-value`. */
export function serialise(value: Writable, nesting = maxNesting): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return serialiseNumber(value);
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(value.value);
    case 'number':
      return serialiseNumber(value.value);
    case 'name':
      return serialiseName(value.value);
    case 'string':
      return value.form === 'hex' ? `<${Buffer.from(value.bytes).toString('hex').toUpperCase()}>` : serialiseLiteral(value.bytes);
    case 'reference':
      return `${value.objectNumber} ${value.generation} R`;
    case 'array':
      return `[${value.items.map((item) => serialise(item, deeper(nesting))).join(' ')}]`;
    case 'dictionary':
      return `<< ${serialiseEntries(value.entries, deeper(nesting))} >>`;
    case 'stream':
      throw new PdfError('invalid-value', 'a stream cannot stand inside another object');
  }
}

/** `/Key value /Key value`, without the brackets. */
export function serialiseEntries(entries: ReadonlyMap<string, Writable>, nesting = maxNesting): string {
  let text = '';
  for (const [key, value] of entries) text += `${text === '' ? '' : ' '}${serialiseName(key)} ${serialise(value, nesting)}`;
  return text;
}

function deeper(nesting: number): number {
  if (nesting <= 0) throw new PdfError('invalid-value', 'nested too deeply');
  return nesting - 1;
}

/** PDF knows no exponents; the shortest digits that read back as the same number otherwise. */
export function serialiseNumber(value: number): string {
  if (!Number.isFinite(value)) throw new PdfError('invalid-value', 'not a finite number');
  const shortest = String(value);
  if (!shortest.includes('e')) return Object.is(value, -0) ? '0' : shortest;
  if (Math.abs(value) >= 1) return BigInt(value).toString();
  return value.toFixed(20).replace(/\.?0+$/u, '');
}

function serialiseName(value: string): string {
  if (plainName.test(value)) return `/${value}`;
  const bytes = [...value].map((character) => {
    const code = character.charCodeAt(0);
    if (code === 0 || code > 0xff) throw new PdfError('invalid-value', 'name with a character that no byte can hold');
    return plainName.test(character) ? character : `#${code.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return `/${bytes.join('')}`;
}

function serialiseLiteral(bytes: Uint8Array): string {
  const escaped = Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\\()]/gu, (character) => `\\${character}`)
    .replace(/\r/gu, '\\r') // an unescaped CR would be read as LF
    .replace(/\n/gu, '\\n');
  return `(${escaped})`;
}
