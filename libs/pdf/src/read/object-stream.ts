import { PdfError } from './pdf-error.js';
import { TokenReader } from './token-reader.js';
import { parseValue } from './value-parser.js';
import type { PdfDictionary, PdfValue } from './values.js';
import { WorkBudget } from './work-budget.js';

/** A decoded object stream (ISO 32000-2 7.5.7). Only its index is read at once; objects when they are asked for. */
export class ObjectStream {
  readonly #read = new Map<number, PdfValue>();
  readonly #budget: WorkBudget;

  private constructor(
    private readonly data: Uint8Array,
    private readonly numbers: Uint32Array,
    /** Absolute in the decoded data; one more than `numbers`, the last being the end. */
    private readonly starts: Uint32Array,
  ) {
    this.#budget = new WorkBudget(data.length);
  }

  /** Throws `malformed-object-stream`. */
  static read(data: Uint8Array, dictionary: PdfDictionary): ObjectStream {
    const type = dictionary.get('Type');
    if (type?.kind !== 'name' || type.value !== 'ObjStm') throw malformed('not an object stream');
    const count = count0(dictionary, 'N');
    const first = count0(dictionary, 'First');
    // Every object takes at least "0 0 " in the index: a small stream cannot claim many.
    if (first > data.length || count * 4 > first + 1) throw malformed('index longer than the stream');
    const reader = new TokenReader(data, 0, first);
    const numbers = new Uint32Array(count);
    const starts = new Uint32Array(count + 1);
    for (let i = 0; i < count; i++) {
      reader.skipBlank();
      const objectNumber = reader.takeUnsigned();
      reader.skipBlank();
      const offset = reader.takeUnsigned();
      if (objectNumber < 0 || offset < 0 || first + offset > data.length) throw malformed('malformed index');
      numbers[i] = objectNumber;
      starts[i] = first + offset;
    }
    starts[count] = data.length;
    return new ObjectStream(data, numbers, starts);
  }

  /** The object at an index, which must be this object. Throws `object-not-at-offset`, `syntax`, `limit-exceeded`. */
  object(index: number, objectNumber: number, maxNesting: number): PdfValue {
    const start = this.starts[index];
    if (start === undefined || index >= this.numbers.length || this.numbers[index] !== objectNumber) {
      throw new PdfError('object-not-at-offset', 'object stream holds another object there', { objectNumber });
    }
    const known = this.#read.get(index);
    if (known !== undefined) return known;
    // Offsets need not ascend, so the window is the rest of the stream; the value ends where its syntax ends.
    const value = parseValue(new TokenReader(this.data, start, this.data.length), maxNesting);
    this.#budget.spend(value.span.end - start);
    this.#read.set(index, value);
    return value;
  }
}

function malformed(message: string): PdfError {
  return new PdfError('malformed-object-stream', message);
}

function count0(dictionary: PdfDictionary, key: string): number {
  const value = dictionary.get(key);
  if (value?.kind !== 'number' || !Number.isSafeInteger(value.value) || value.value < 0) throw malformed(`malformed /${key}`);
  return value.value;
}
