import { endsToken, isWhite } from '../characters.js';
import { textAt } from '../interned-text.js';
import { PdfError } from '../pdf-error.js';
import { TokenReader } from '../token-reader.js';
import { parseValue } from '../value-parser.js';
import { PdfDictionary, type PdfValue } from '../values.js';

export interface Operation {
  readonly operator: string;
  readonly operands: readonly PdfValue[];
  /** Of `BI`: the inline image's dictionary, keys as written. */
  readonly image?: PdfDictionary;
}

/** Arrays inside arrays do not occur; dictionaries of marked content are shallow. */
const maxNesting = 20;
/** ISO 32000-1 Annex C: 127 operands at most. More are dropped from the front, as a stack of that height would. */
const usualOperands = 128;
const longestOperator = 16;

/** Reads a content stream operator by operator (ISO 32000-2 7.8.2). What is no token is stepped over and counted. */
export class ContentTokens {
  malformed = 0;
  readonly #reader: TokenReader;

  constructor(
    bytes: Uint8Array,
    private readonly maxOperands = usualOperands,
  ) {
    this.#reader = new TokenReader(bytes, 0, bytes.length);
  }

  next(): Operation | undefined {
    const reader = this.#reader;
    let operands: PdfValue[] = [];
    reader.values = 0;
    for (;;) {
      reader.skipBlank();
      if (reader.position >= reader.end) return undefined;
      const operator = this.#takeOperator();
      if (operator === 'BI') return this.#inlineImage();
      if (operator !== undefined) return { operator, operands };
      const value = this.#takeValue();
      if (value === undefined) operands = [];
      else if (operands.push(value) > this.maxOperands) operands.shift();
    }
  }

  /** A run of regular characters that is no number, name, string or keyword object. */
  #takeOperator(): string | undefined {
    const reader = this.#reader;
    const first = reader.peek();
    const isLetter = (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a) || first === 0x27 || first === 0x22;
    if (!isLetter) return undefined;
    let length = 1;
    while (length < longestOperator && !endsToken(reader.peek(length))) length += 1;
    const text = textAt(reader.bytes, reader.position, reader.position + length);
    if (text === 'true' || text === 'false' || text === 'null') return undefined;
    reader.position += length;
    return text;
  }

  #takeValue(): PdfValue | undefined {
    const reader = this.#reader;
    const start = reader.position;
    try {
      return parseValue(reader, maxNesting);
    } catch (error) {
      if (!(error instanceof PdfError)) throw error;
      this.malformed += 1;
      // Past what stopped the parser, and on to where a token may end: every byte is stepped over once at most.
      reader.position = Math.max(reader.position, start) + 1;
      while (!endsToken(reader.peek())) reader.position += 1;
      return undefined;
    }
  }

  /** `BI` entries `ID` data `EI` (8.9.7). */
  #inlineImage(): Operation {
    const reader = this.#reader;
    const entries = new Map<string, PdfValue>();
    const start = reader.position;
    for (;;) {
      reader.skipBlank();
      if (reader.position >= reader.end) break;
      if (reader.takeKeyword('ID')) {
        this.#skipImageData(entries);
        break;
      }
      if (reader.peek() !== 0x2f) {
        this.malformed += 1;
        reader.position += 1;
        continue;
      }
      const key = this.#takeValue();
      const value = key === undefined ? undefined : this.#takeValue();
      if (key?.kind === 'name' && value !== undefined) entries.set(key.value, value);
    }
    return { operator: 'BI', operands: [], image: new PdfDictionary(entries, { start, end: reader.position }) };
  }

  /** /L (PDF 2.0) says how long the data is; else it ends at the first `EI` between blanks that text follows. */
  #skipImageData(entries: ReadonlyMap<string, PdfValue>): void {
    const reader = this.#reader;
    reader.position += 1;
    const length = entries.get('L') ?? entries.get('Length');
    if (length?.kind === 'number' && length.value >= 0 && length.value <= reader.end - reader.position) {
      const probe = new TokenReader(reader.bytes, reader.position + length.value, reader.end);
      probe.skipWhite();
      if (probe.takeKeyword('EI')) {
        reader.position = probe.position;
        return;
      }
    }
    const data = Buffer.from(reader.bytes.buffer, reader.bytes.byteOffset, reader.end);
    for (let at = data.indexOf('EI', reader.position, 'latin1'); at >= 0; at = data.indexOf('EI', at + 1, 'latin1')) {
      const next = at + 2 < reader.end ? (data[at + 2] ?? -1) : -1;
      if (!isWhite(data[at - 1] ?? 0) || !endsToken(next) || !looksLikeText(data.subarray(at + 2, at + 18))) continue;
      reader.position = at + 2;
      return;
    }
    this.malformed += 1;
    reader.position = reader.end;
  }
}

/** Image data has bytes that operators never have; sixteen of them are enough to tell. */
function looksLikeText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || isWhite(byte));
}
