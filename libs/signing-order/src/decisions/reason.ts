/** Characters. A reason is a sentence or two, and it goes into mails. */
export const maximumReasonLength = 2000;

/** Whether words that other people will read may stand. */
export function reasonRefusal(reason: string): 'reason-required' | 'reason-too-long' | undefined {
  if (reason.trim() === '') return 'reason-required';
  return reason.length > maximumReasonLength ? 'reason-too-long' : undefined;
}
