import { ParseLedger } from './parse-ledger.js';
import { PdfError } from './pdf-error.js';
import { TokenReader } from './token-reader.js';
import { parseValue } from './value-parser.js';
import type { PdfDictionary, PdfValue } from './values.js';
import type { WorkBudget } from './work-budget.js';

/** A decoded object stream (ISO 32000-2 7.5.7). Only its index is read at once; objects when they are asked for. */
export class ObjectStream {
  readonly #ledger: ParseLedger;

  private constructor(
    private readonly data: Uint8Array,
    private readonly numbers: Uint32Array,
    /** Absolute in the decoded data; one more than `numbers`, the last being the end. */
    private readonly starts: Uint32Array,
    values: WorkBudget,
  ) {
    this.#ledger = new ParseLedger(data.length, values);
  }

  /** Throws `malformed-object-stream`. */
  static read(data: Uint8Array, dictionary: PdfDictionary, values: WorkBudget): ObjectStream {
    const type = dictionary.get('Type');
    if (type?.kind !== 'name' || type.value !== 'ObjStm') throw malformed('not an object stream');
    const count = countOf(dictionary, 'N');
    const first = countOf(dictionary, 'First');
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
    return new ObjectStream(data, numbers, starts, values);
  }

  /** The object at an index, to be kept by the caller, which must be this object. Throws `object-not-at-offset`, `syntax`, `object-too-large`, `limit-exceeded`. */
  object(index: number, objectNumber: number, maxNesting: number): PdfValue {
    const start = this.starts[index];
    if (start === undefined || index >= this.numbers.length || this.numbers[index] !== objectNumber) {
      throw new PdfError('object-not-at-offset', 'object stream holds another object there', { objectNumber });
    }
    return this.#ledger.run(index, start, () => {
      // Offsets need not ascend, so the window is the rest of the stream; the value ends where its syntax ends.
      const reader = new TokenReader(this.data, start, this.data.length);
      const value = parseValue(reader, maxNesting);
      return { result: value, bytes: value.span.end - start, values: reader.values };
    });
  }
}

function malformed(message: string): PdfError {
  return new PdfError('malformed-object-stream', message);
}

function countOf(dictionary: PdfDictionary, key: string): number {
  const value = dictionary.get(key);
  if (value?.kind !== 'number' || !Number.isSafeInteger(value.value) || value.value < 0) throw malformed(`malformed /${key}`);
  return value.value;
}
