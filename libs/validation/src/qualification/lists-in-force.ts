import type { TrustMaterial } from '../policy/trust-material.js';
import type { NotChecked } from '../report/validation-report.js';
import type { TrustedListReference, TrustedListUse, TrustedService } from './trusted-service.js';

export interface ListsInForce {
  readonly services: readonly TrustedService[];
  readonly used: readonly TrustedListUse[];
  readonly notChecked: readonly NotChecked[];
}

/**
 * What trusted lists give at a time. Who loaded them may have done so long ago: a list past its next update vouches for nobody
 * (TS 119 612 5.3.15), and neither does one that was not issued yet.
 */
export function listsInForce({ services = [], trustedLists }: TrustMaterial, now: Date): ListsInForce {
  const isInForce = ({ issuedAt, nextUpdate }: TrustedListReference) => nextUpdate !== null && Date.parse(issuedAt) <= now.getTime() && now.getTime() <= Date.parse(nextUpdate);
  const given = trustedLists?.used ?? [];
  const used = given.filter(isInForce);
  const isEvery = services.every(({ list }) => isInForce(list));
  const isWhole = (trustedLists?.isWhole ?? true) && used.length === given.length && isEvery;
  // The same array when nothing falls away: what is read out of it is remembered by it.
  const left = isEvery ? services : services.filter(({ list }) => isInForce(list));
  const nothing = left.length === 0;
  return {
    services: left,
    used,
    notChecked: [
      ...(nothing ? ['trusted-lists' as const] : []),
      ...(!nothing && !isWhole ? ['trusted-lists-partly' as const] : []),
      ...(!nothing && used.some(({ state }) => state === 'stale') ? ['trusted-lists-newest' as const] : []),
    ],
  };
}
