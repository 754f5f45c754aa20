/**
 * A copy of the plain data that pdf.js hands around: for browsers without structuredClone. What it does not know (an
 * image bitmap, say) is handed over as it is, which serves when both sides are on the same page.
 */
export function cloneData(value: unknown, seen = new Map<object, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (value instanceof Uint8Array) return value.slice();
  if (ArrayBuffer.isView(value)) return cloneView(value);
  if (value instanceof Date) return new Date(value.getTime());
  const remember = <Copy extends object>(copy: Copy): Copy => {
    seen.set(value, copy);
    return copy;
  };
  if (Array.isArray(value)) {
    const copy = remember<unknown[]>([]);
    for (const item of value) copy.push(cloneData(item, seen));
    return copy;
  }
  if (value instanceof Map) {
    const copy = remember(new Map<unknown, unknown>());
    value.forEach((item, key) => copy.set(cloneData(key, seen), cloneData(item, seen)));
    return copy;
  }
  if (value instanceof Set) {
    const copy = remember(new Set<unknown>());
    value.forEach((item) => copy.add(cloneData(item, seen)));
    return copy;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const copy = remember<Record<string, unknown>>({});
  for (const [key, item] of Object.entries(value)) copy[key] = cloneData(item, seen);
  return copy;
}

type ViewMaker = new (buffer: ArrayBufferLike, offset?: number, length?: number) => ArrayBufferView;

function cloneView(view: ArrayBufferView): ArrayBufferView {
  const Maker = view.constructor as ViewMaker;
  return new Maker(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
