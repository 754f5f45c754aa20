import type { ServicePeriod, TrustedService } from './trusted-service.js';

/** Statuses under which a service may be relied on: of Regulation 910/2014, and before July 2016 of Directive 1999/93 (TS 119 612 D.5). */
const accepted: ReadonlySet<string> = new Set(['granted', 'recognisedatnationallevel', 'setbynationallaw', 'undersupervision', 'supervisionincessation', 'accredited']);

const lastPart = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);

export function isAccepted({ status }: ServicePeriod): boolean {
  return accepted.has(lastPart(status).toLowerCase());
}

export function periodAt({ periods }: TrustedService, time: Date): ServicePeriod | undefined {
  return periods.find(({ since, until }) => new Date(since) <= time && (until === null || time < new Date(until)));
}

/** `CA/QC`, `TSA/QTST` … */
export function shortType(type: string): string {
  const marker = '/Svctype/';
  const at = type.indexOf(marker);
  return at === -1 ? type : type.slice(at + marker.length);
}

export type AnchorPurpose = 'signature' | 'seal' | 'timestamp';

/** What a service's certificates may vouch for in that period. A CA without further information issued for signatures, before eIDAS. */
export function purposesOf(period: ServicePeriod): readonly AnchorPurpose[] {
  if (!isAccepted(period)) return [];
  const type = shortType(period.type);
  if (type === 'CA/PKC') return ['signature', 'seal'];
  if (type === 'TSA' || type.startsWith('TSA/')) return ['timestamp'];
  if (type !== 'CA/QC') return [];
  const told = period.additionalInformation.map(lastPart).filter((name) => name.startsWith('For'));
  if (told.length === 0) return ['signature'];
  return [...(told.includes('ForeSignatures') ? (['signature'] as const) : []), ...(told.includes('ForeSeals') ? (['seal'] as const) : [])];
}
