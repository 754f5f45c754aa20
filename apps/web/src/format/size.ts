import type { Language } from '../api/model/common.js';

/** `412 kB`, `1,2 MB`: decimal units, as file managers show them. */
export function formatSize(bytes: number, language: Language): string {
  const number = (value: number, digits: number): string =>
    new Intl.NumberFormat(language === 'sv' ? 'sv-SE' : 'en-GB', { maximumFractionDigits: digits }).format(value);
  if (bytes < 1_000_000) return `${number(Math.max(1, Math.round(bytes / 1000)), 0)} kB`;
  return `${number(bytes / 1_000_000, 1)} MB`;
}
