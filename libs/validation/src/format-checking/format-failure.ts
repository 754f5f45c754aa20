import type { Finding } from '../report/reason.js';

/** EN 319 102-1 5.2.2: the signature is not constructed as its format demands. */
export function formatFailure(code: Finding['code'], clause: string, detail?: Finding['detail']): Finding {
  return { code, weight: 'failure', subIndication: 'FORMAT_FAILURE', clause, ...(detail === undefined ? {} : { detail }) };
}
