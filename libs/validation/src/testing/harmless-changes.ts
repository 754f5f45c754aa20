import { gapsOf, withTwin } from './contents-gap.js';

/** A letter of a hexadecimal /Contents in the other case says the same. */
function differsOnlyInHexCase(a: Buffer, b: Buffer): boolean {
  if (a.length !== b.length) return false;
  const gaps = gapsOf(a);
  for (let at = 0; at < a.length; at++) {
    if (a[at] === b[at]) continue;
    const inGap = gaps.some(({ start, end }) => at >= start && at < end);
    if (!inGap || String.fromCharCode(a[at] ?? 0).toLowerCase() !== String.fromCharCode(b[at] ?? 0).toLowerCase()) return false;
  }
  return true;
}

/** The other ECDSA value in the newest signature, which nothing lies over. */
function isNewestTwin(a: Buffer, b: Buffer): boolean {
  const newest = gapsOf(a).at(-1);
  const twin = newest === undefined ? undefined : withTwin(a, newest);
  return twin !== undefined && differsOnlyInHexCase(twin, b);
}

/**
 * Everything that may be done to a signed file without its verdict changing, and no more: the case of hexadecimal letters,
 * and (r, n − s) for (r, s) in the newest ECDSA signature. ECDSA takes both values for the same data and key, signers make
 * both, and no standard for CMS or PAdES prefers one; so neither can be refused, and neither says anything new. Under a
 * later signature or timestamp, or when a signature timestamp lies over the value, the exchange is seen.
 */
export function isHarmless(original: Buffer, mutant: Buffer): boolean {
  return differsOnlyInHexCase(original, mutant) || isNewestTwin(original, mutant);
}
