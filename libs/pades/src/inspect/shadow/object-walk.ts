import { PdfError, type PdfDictionary, type PdfStream, type PdfValue, type PdfView } from '#pdf/read';

/** Sees every dictionary that the document can reach, streams' dictionaries included; `key` is where it hung, '' at the top of an object. */
export type Visitor = (dictionary: PdfDictionary, at: { readonly key: string; readonly stream?: PdfStream }) => void;

export interface Walk {
  /** Numbers of the objects that the trailer leads to. */
  readonly reached: ReadonlySet<number>;
  /** Reached, and not readable where the file says they are. */
  readonly unreadable: readonly number[];
  /** False when the file has more in it than we look at. */
  readonly complete: boolean;
}

/** A value costs about 100 bytes of memory; more than this is no minutes. */
const maxValues = 1_000_000;

/** Follows everything from the trailer down, each object once. Never throws for what is in the file. */
export function walkObjects(view: PdfView, visit: Visitor): Walk {
  const reached = new Set<number>();
  const unreadable: number[] = [];
  const stack: { value: PdfValue; key: string }[] = [{ value: view.trailer, key: 'trailer' }];
  let values = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, key } = next;
    values += 1;
    if (values > maxValues) return { reached, unreadable, complete: false };
    if (value.kind === 'reference') {
      if (reached.has(value.objectNumber)) continue;
      reached.add(value.objectNumber);
      const loaded = load(view, value.objectNumber, value.generation);
      if (loaded === 'over-the-limit') return { reached, unreadable, complete: false };
      if (loaded === 'unreadable') unreadable.push(value.objectNumber);
      else if (loaded !== undefined) stack.push({ value: loaded, key });
    } else if (value.kind === 'array') {
      for (const item of value.items) stack.push({ value: item, key });
    } else if (value.kind === 'dictionary') {
      visit(value, { key });
      for (const [name, entry] of value.entries) stack.push({ value: entry, key: name });
    } else if (value.kind === 'stream') {
      visit(value.dictionary, { key, stream: value });
      for (const [name, entry] of value.dictionary.entries) stack.push({ value: entry, key: name });
    }
  }
  return { reached, unreadable, complete: true };
}

const limits = new Set(['limit-exceeded', 'inflation-limit', 'object-too-large']);

export function load(view: PdfView, objectNumber: number, generation?: number): PdfValue | 'unreadable' | 'over-the-limit' | undefined {
  try {
    return view.object(objectNumber, generation)?.value;
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    return limits.has(error.code) ? 'over-the-limit' : 'unreadable';
  }
}
