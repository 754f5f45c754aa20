import { reasonCodes, type Finding, type ReasonCode } from './reason.js';

const weights = { failure: 0, indeterminate: 1, note: 2 } as const;
const ranks: ReadonlyMap<ReasonCode, number> = new Map(reasonCodes.map((code, rank) => [code, rank]));
const rank = (code: ReasonCode): number => ranks.get(code) ?? 0;

/** Each code once: what fails first, then what leaves the verdict open, then notes; within that in the order of the closed list. */
export function orderReasons(findings: readonly Finding[]): ReasonCode[] {
  if (findings.length === 0) return [];
  const best = new Map<ReasonCode, number>();
  for (const { code, weight } of findings) best.set(code, Math.min(best.get(code) ?? weights.note, weights[weight]));
  return [...best.keys()].sort((a, b) => (best.get(a) ?? 0) - (best.get(b) ?? 0) || rank(a) - rank(b));
}
