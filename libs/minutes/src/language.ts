/** The languages Justera speaks to people in. */
export const languages = ['sv', 'en'] as const;

export type Language = (typeof languages)[number];

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
