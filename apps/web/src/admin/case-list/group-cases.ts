import type { SignRequestSummary } from '../../api/model/desk.js';

export interface CaseGroups {
  readonly needsAttention: readonly SignRequestSummary[];
  readonly open: readonly SignRequestSummary[];
  readonly closed: readonly SignRequestSummary[];
}

const closedStates: readonly string[] = ['completed', 'withdrawn', 'expired', 'superseded'];

/** What needs a person comes first: trouble, and a decline, which nothing but a person can answer. The order within stays. */
export function groupCases(cases: readonly SignRequestSummary[]): CaseGroups {
  const needs = (item: SignRequestSummary): boolean => (item.attention !== undefined && item.attention !== null) || item.state === 'declined';
  const isClosed = (item: SignRequestSummary): boolean => closedStates.includes(item.state);
  return {
    needsAttention: cases.filter(needs),
    open: cases.filter((item) => !needs(item) && !isClosed(item)),
    closed: cases.filter((item) => !needs(item) && isClosed(item)),
  };
}
