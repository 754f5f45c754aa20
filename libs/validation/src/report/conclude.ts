import { passed, worse, type Conclusion } from './indication.js';
import type { Finding } from './reason.js';

/** Findings summed up: failure before indeterminate before passed, and among equals the first one speaks. */
export function concludeFrom(findings: readonly Finding[]): Conclusion {
  return findings.map(conclusionOf).reduce(worse, passed);
}

function conclusionOf({ weight, subIndication }: Finding): Conclusion {
  if (weight === 'note') return passed;
  return { indication: weight === 'failure' ? 'TOTAL_FAILED' : 'INDETERMINATE', ...(subIndication === undefined ? {} : { subIndication }) };
}
