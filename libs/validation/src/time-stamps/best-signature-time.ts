import type { DocumentTimeStamp } from './document-time-stamp.js';
import type { ProofsOfExistence } from './proofs-of-existence.js';
import type { TimeStampVerdict } from './validate-time-stamp.js';

export interface ProvenTimes {
  /** With past validation of timestamps (EN 319 102-1 5.6). */
  readonly archival: Date;
  /** From timestamps that are valid by what is true now (5.5). Never before `archival`. */
  readonly longTerm: Date;
}

/** The earliest time at which a trusted timestamp proves the signature to have existed; now when none does. */
export function bestSignatureTimes(
  revisionIndex: number, timestamps: readonly (TimeStampVerdict | undefined)[], documentTimeStamps: readonly DocumentTimeStamp[], proofs: ProofsOfExistence,
): ProvenTimes {
  let archival = proofs.ofSignature(revisionIndex);
  let longTerm = proofs.now;
  for (const stamp of timestamps) {
    if (stamp === undefined) continue;
    const { genTime } = stamp.token;
    if (stamp.conclusion.indication === 'TOTAL_PASSED' && genTime < archival) archival = genTime;
    if (stamp.basic.indication === 'TOTAL_PASSED' && genTime < longTerm) longTerm = genTime;
  }
  for (const { revisionIndex: stamped, verdict, signature } of documentTimeStamps) {
    const covers = stamped > revisionIndex && signature.checked.isProperTimeStamp && verdict.basic.indication === 'TOTAL_PASSED';
    if (covers && verdict.token.genTime < longTerm) longTerm = verdict.token.genTime;
  }
  return { archival, longTerm: longTerm < archival ? archival : longTerm };
}
