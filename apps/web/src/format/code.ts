/** What the person typed, without the spaces and hyphens that mail readers and keyboards add. */
export function digitsOf(typed: string): string {
  return typed.replace(/[\s\u00a0-]/g, '');
}

export const CODE_DIGITS = 8;

export type CodeProblem = { readonly kind: 'empty' } | { readonly kind: 'length'; readonly count: number };

/** Catches what cannot be right before a try is spent on it. */
export function checkTypedCode(typed: string): CodeProblem | undefined {
  const digits = digitsOf(typed);
  if (digits === '') return { kind: 'empty' };
  if (!/^\d+$/.test(digits) || digits.length !== CODE_DIGITS) return { kind: 'length', count: digits.replace(/\D/g, '').length };
  return undefined;
}
