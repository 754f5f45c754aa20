import type { Language } from '#minutes';
import type { AuthenticationMethod } from '#persistence';

/** How somebody identified, in the words of page, consent and signature appearance. */
export function methodText(method: AuthenticationMethod, language: Language, provider?: string): string {
  if (method === 'emailCode') return language === 'sv' ? 'engångskod till e-post' : 'one-time code by e-mail';
  if (provider !== undefined) return provider;
  return language === 'sv' ? 'e-legitimation' : 'electronic identification';
}
