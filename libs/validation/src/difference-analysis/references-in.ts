import type { PdfReference, PdfValue } from '#pdf/read';
import { AnalysisError } from './analysis-error.js';

/** Values nest at most as deep as the reader allows; this is the second lock. */
const maxNesting = 200;

/** Calls `visit` for every reference inside a value, with the typed path that leads to it (`Resources/Font/F1`, `Annots[3]`). */
export function referencesIn(value: PdfValue, visit: (reference: PdfReference, path: string) => void, path = '', depth = 0): void {
  if (depth > maxNesting) throw new AnalysisError('nesting-too-deep');
  switch (value.kind) {
    case 'reference':
      visit(value, path);
      return;
    case 'array':
      value.items.forEach((item, index) => {
        if (mayRefer(item)) referencesIn(item, visit, `${path}[${index}]`, depth + 1);
      });
      return;
    case 'stream':
      referencesIn(value.dictionary, visit, path, depth + 1);
      return;
    case 'dictionary':
      for (const [key, item] of value.entries) if (mayRefer(item)) referencesIn(item, visit, join(path, key), depth + 1);
      return;
    default:
      return;
  }
}

function mayRefer(value: PdfValue): boolean {
  return value.kind === 'reference' || value.kind === 'array' || value.kind === 'dictionary' || value.kind === 'stream';
}

/** Keys are escaped, so that no name can be mistaken for an element of an array or for two steps. */
export function join(path: string, key: string): string {
  const step = key.replace(/[%/[\]:]/gu, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return path === '' ? step : `${path}/${step}`;
}
