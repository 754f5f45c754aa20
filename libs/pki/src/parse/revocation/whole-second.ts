/**
 * CRLs and OCSP answers tell time in whole seconds (RFC 5280 §5.1.2.4, RFC 6960 §4.2.2.1), time stamps often in parts of one: what was made
 * later in the same second only says so less precisely, and is no older for it.
 */
export function wholeSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}
