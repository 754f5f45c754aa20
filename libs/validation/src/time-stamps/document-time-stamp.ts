import type { ExaminedSignature } from '../examined-signature.js';
import type { TimeStampVerdict } from './validate-time-stamp.js';

export interface DocumentTimeStamp {
  readonly signature: ExaminedSignature;
  readonly revisionIndex: number;
  readonly verdict: TimeStampVerdict;
}
