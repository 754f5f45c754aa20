/** `bytes=a-b` of RFC 9110 §14.1.2, one range only; `whole` when absent or of another kind, `unsatisfiable` → 416. */
export type RequestedRange = { kind: 'whole' } | { kind: 'part'; start: number; end: number } | { kind: 'unsatisfiable' };

/** @param length bytes of the whole representation. `end` of the answer is exclusive. */
export function parseByteRange(header: string | undefined, length: number): RequestedRange {
  const found = header === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!found) return { kind: 'whole' };
  const [first = '', last = ''] = found.slice(1);
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') {
    const suffix = Number(last);
    return suffix === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', start: Math.max(0, length - suffix), end: length };
  }
  const start = Number(first);
  const end = last === '' ? length : Math.min(length, Number(last) + 1);
  if (start >= length) return { kind: 'unsatisfiable' };
  return end <= start ? { kind: 'whole' } : { kind: 'part', start, end };
}
