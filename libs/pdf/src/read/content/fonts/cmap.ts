import type { PdfValue } from '../../values.js';
import { ContentTokens, type Operation } from '../content-tokens.js';
import { RangeTable } from './range-table.js';

/** Ranges and single codes together. A font has at most 65,536 glyphs. */
const maxEntries = 70_000;
/** Characters that one code may stand for. */
const maxTextUnits = 64;

/** Operands before one `endbfrange`: producers are told to keep to 100 ranges, some do not. */
const maxOperands = 4096;

/** A CMap (ISO 32000-2 9.7.5, 9.10.3): how codes are cut out of a string, and their characters or CIDs. */
export class CMap {
  readonly #spaces: { readonly width: number; readonly low: number; readonly high: number }[] = [];
  readonly #texts = new Map<number, string>();
  readonly #cids = new Map<number, number>();
  readonly #textRanges = new RangeTable<string>();
  readonly #cidRanges = new RangeTable<number>();
  #entries = 0;
  vertical = false;

  /** Never throws: what is no CMap syntax is stepped over. */
  static read(bytes: Uint8Array): CMap {
    const map = new CMap();
    const tokens = new ContentTokens(bytes, maxOperands);
    for (let operation = tokens.next(); operation !== undefined && map.#entries <= maxEntries; operation = tokens.next()) map.#take(operation);
    return map;
  }

  /** Length of the code at a place: of the code space it falls in, else the shortest there is. */
  codeLength(bytes: Uint8Array, at: number): number {
    let code = 0;
    for (let width = 1; width <= 4 && at + width <= bytes.length; width++) {
      code = code * 256 + (bytes[at + width - 1] ?? 0);
      if (this.#spaces.some((space) => space.width === width && insideBytes(code, space))) return width;
    }
    return this.#spaces.reduce((shortest, { width }) => Math.min(shortest, width), this.#spaces[0]?.width ?? 2);
  }

  text(code: number, width: number): string | undefined {
    const single = this.#texts.get(keyOf(code, width)) ;
    if (single !== undefined) return single;
    const range = this.#textRanges.find(code, width);
    if (range === undefined) return undefined;
    const last = range.value.length - 1;
    return range.value.slice(0, last) + String.fromCharCode((range.value.charCodeAt(last) + code - range.low) & 0xffff);
  }

  cid(code: number, width: number): number | undefined {
    const single = this.#cids.get(keyOf(code, width));
    if (single !== undefined) return single;
    const range = this.#cidRanges.find(code, width);
    return range === undefined ? undefined : range.value + code - range.low;
  }

  #take({ operator, operands }: Operation): void {
    if (operator === 'endcodespacerange') this.#pairs(operands, (low, high) => this.#spaces.length < 100 && this.#spaces.push(spaceOf(low, high)));
    else if (operator === 'endbfchar') this.#groups(operands, 2, ([code, to]) => this.#char(code, to));
    else if (operator === 'endbfrange') this.#groups(operands, 3, ([low, high, to]) => this.#range(low, high, to));
    else if (operator === 'endcidchar') this.#groups(operands, 2, ([code, to]) => this.#cidChar(code, to));
    else if (operator === 'endcidrange') this.#groups(operands, 3, ([low, high, to]) => this.#range(low, high, to));
    else if (operator === 'def' && operands[0]?.kind === 'name' && operands[0].value === 'WMode') this.vertical = operands[1]?.kind === 'number' && operands[1].value === 1;
  }

  #pairs(operands: readonly PdfValue[], take: (low: Uint8Array, high: Uint8Array) => void): void {
    this.#groups(operands, 2, ([low, high]) => {
      if (low?.kind === 'string' && high?.kind === 'string' && low.bytes.length === high.bytes.length && low.bytes.length <= 4) take(low.bytes, high.bytes);
    });
  }

  #groups(operands: readonly PdfValue[], size: number, take: (group: readonly PdfValue[]) => void): void {
    for (let at = operands.length % size; at + size <= operands.length; at += size) {
      this.#entries += 1;
      take(operands.slice(at, at + size));
    }
  }

  #char(code: PdfValue | undefined, to: PdfValue | undefined): void {
    const text = textOf(to);
    if (code?.kind === 'string' && text !== undefined) this.#texts.set(keyOf(numberOf(code.bytes), code.bytes.length), text);
  }

  #cidChar(code: PdfValue | undefined, to: PdfValue | undefined): void {
    if (code?.kind === 'string' && to?.kind === 'number') this.#cids.set(keyOf(numberOf(code.bytes), code.bytes.length), to.value);
  }

  #range(from: PdfValue | undefined, until: PdfValue | undefined, to: PdfValue | undefined): void {
    if (from?.kind !== 'string' || until?.kind !== 'string') return;
    const range = { low: numberOf(from.bytes), high: numberOf(until.bytes), width: from.bytes.length };
    if (to?.kind === 'number') this.#cidRanges.add({ ...range, value: to.value });
    else if (to?.kind === 'array') {
      to.items.slice(0, range.high - range.low + 1).forEach((item, i) => {
        const text = textOf(item);
        this.#entries += 1;
        if (text !== undefined) this.#texts.set(keyOf(range.low + i, range.width), text);
      });
    } else {
      const unicode = textOf(to);
      if (unicode !== undefined && unicode.length > 0) this.#textRanges.add({ ...range, value: unicode });
    }
  }
}

/** Codes of different lengths are different codes. */
function keyOf(code: number, width: number): number {
  return code * 8 + width;
}

function numberOf(bytes: Uint8Array): number {
  return bytes.subarray(0, 4).reduce((number, byte) => number * 256 + byte, 0);
}

function spaceOf(low: Uint8Array, high: Uint8Array): { readonly width: number; readonly low: number; readonly high: number } {
  return { width: low.length, low: numberOf(low), high: numberOf(high) };
}

/** A code space is a box: each byte lies between its bounds (9.7.6.2). */
function insideBytes(code: number, { low, high, width }: { readonly low: number; readonly high: number; readonly width: number }): boolean {
  for (let i = 0; i < width; i++) {
    const shift = 256 ** i;
    const byte = Math.floor(code / shift) % 256;
    if (byte < Math.floor(low / shift) % 256 || byte > Math.floor(high / shift) % 256) return false;
  }
  return true;
}

function textOf(value: PdfValue | undefined): string | undefined {
  if (value?.kind !== 'string') return undefined;
  let text = '';
  for (let i = 0; i + 1 < value.bytes.length && text.length < maxTextUnits; i += 2) text += String.fromCharCode((value.bytes[i] ?? 0) * 256 + (value.bytes[i + 1] ?? 0));
  return value.bytes.length === 1 ? String.fromCharCode(value.bytes[0] ?? 0) : text;
}
