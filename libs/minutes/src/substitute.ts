import type { Language } from './language.js';

/** Who signs in the printed slot of somebody else, as box, certificate and consent say it; the name alone for whoever was named from the start. */
export function signingName(language: Language, name: string, printedName: string | null | undefined): string {
  if (printedName === null || printedName === undefined || printedName === name) return name;
  return language === 'sv' ? `${name}, ersättare för ${printedName}` : `${name}, substitute for ${printedName}`;
}
