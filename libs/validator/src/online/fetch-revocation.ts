import type { RevocationSource } from '#pades';
import type { TrustMaterial, ValidationReport } from '#validation';
import type { RevocationErrands } from './revocation-errands.js';

/** Whether fresh revocation data could change anything in the report. */
export function lacksRevocation({ signatures }: ValidationReport): boolean {
  return signatures.some(({ findings, timestamps }) => [...findings.map(({ code }) => code), ...timestamps.flatMap(({ reasons }) => reasons)].some((code) => code === 'revocation-unknown' || code === 'revocation-stale'));
}

/** What was fetched, to be added to the trust of one validation. */
export type FetchedMaterial = Pick<TrustMaterial, 'crls' | 'ocsps' | 'intermediates' | 'onlineRevocation'>;

export interface FetchedRevocation {
  readonly material: FetchedMaterial;
  /** Why nothing was had from where. */
  readonly failures: readonly string[];
}

/**
 * What the source has on a file's certificates, to validate once more with: `validate` itself never asks anybody. The source decides which
 * hosts may be called, for how long and how much. `onlineRevocation` is `all` only when every certificate that could have been revoked was
 * asked about and answered for.
 */
export async function fetchRevocation({ questions, isWhole }: RevocationErrands, source: RevocationSource, at: Date): Promise<FetchedRevocation> {
  const answers = await Promise.all(questions.map((question) => source.collect({ ...question, at })));
  const answered = answers.filter(({ crls, ocspResponses }) => crls.length + ocspResponses.length > 0);
  return {
    material: {
      crls: answers.flatMap(({ crls }) => crls),
      ocsps: answers.flatMap(({ ocspResponses }) => ocspResponses),
      intermediates: answers.flatMap(({ certificates }) => certificates),
      // Where nobody answered, nothing was checked, not even partly.
      ...(answered.length === 0 ? {} : { onlineRevocation: isWhole && answered.length === answers.length ? 'all' : 'some' }),
    },
    failures: answers.flatMap(({ failures }) => failures),
  };
}

/** Services stay the same array: what is read out of thousands of them is remembered by it. */
export function withFetched(trust: TrustMaterial, fetched: FetchedMaterial | undefined): TrustMaterial {
  if (fetched === undefined) return trust;
  const { crls = [], ocsps = [], intermediates = [], ...said } = fetched;
  return { ...trust, crls: [...(trust.crls ?? []), ...crls], ocsps: [...(trust.ocsps ?? []), ...ocsps], intermediates: [...(trust.intermediates ?? []), ...intermediates], ...said };
}
