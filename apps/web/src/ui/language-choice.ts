import type { Language } from '../api/model/common.js';

const KEY = 'justera.language';

const isLanguage = (value: unknown): value is Language => value === 'sv' || value === 'en';

/** What the person has chosen in this tab, if anything. Storage may be forbidden: then the choice lasts for the page. */
let inMemory: Language | undefined;

export function chosenLanguage(): Language | undefined {
  if (inMemory !== undefined) return inMemory;
  try {
    const stored = window.sessionStorage.getItem(KEY);
    return isLanguage(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}

export function rememberLanguage(language: Language): void {
  inMemory = language;
  try {
    window.sessionStorage.setItem(KEY, language);
  } catch {
    inMemory = language;
  }
}

/** For pages without a case: the browser's first language that we have, else Swedish. */
export function browserLanguage(preferred: readonly string[] = navigator.languages ?? [navigator.language]): Language {
  for (const tag of preferred) {
    const code = tag.slice(0, 2).toLowerCase();
    if (isLanguage(code)) return code;
    // Neighbours read Swedish more easily than English.
    if (code === 'nb' || code === 'no' || code === 'nn' || code === 'da') return 'sv';
  }
  return 'sv';
}
