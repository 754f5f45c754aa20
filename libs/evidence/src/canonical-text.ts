import { canonicalJson } from './canonical-json.js';

/** As `canonicalJson`: deeper than any entry of ours. */
const maximumDepth = 64;

/**
 * The RFC 8785 form of a value that was just read from `text`. Mostly the text is in that form already, and then telling so
 * costs a fraction of writing it anew: it is what JSON.stringify writes, its keys are sorted, and it holds no lone surrogate.
 * @throws EvidenceError `not-canonical`
 */
export function canonicalText(value: unknown, text: string): string {
  return text === JSON.stringify(value) && !text.includes('\\ud') && isSorted(value, 0) ? text : canonicalJson(value);
}

function isSorted(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= maximumDepth) return false;
  if (Array.isArray(value)) return value.every((item) => isSorted(item, depth + 1));
  let before: string | undefined;
  for (const key in value) {
    if (before !== undefined && before > key) return false;
    if (!isSorted((value as Readonly<Record<string, unknown>>)[key], depth + 1)) return false;
    before = key;
  }
  return true;
}
