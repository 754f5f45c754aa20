import type { PdfValue } from '#pdf/read';
import { AnalysisError } from './analysis-error.js';

/** Values nest at most as deep as the reader allows; this is the second lock. */
const maxNesting = 200;

/** Every typed path (`Resources/Font/F1`, `Annots[3]`) by which a value refers to an object. Only what is found is written out. */
export function pathsTo(value: PdfValue, objectNumber: number): string[] {
  const found: string[] = [];
  const trail: (string | number)[] = [];
  const walk = (item: PdfValue): void => {
    if (trail.length > maxNesting) throw new AnalysisError('nesting-too-deep');
    if (item.kind === 'reference') {
      if (item.objectNumber === objectNumber) found.push(written(trail));
    } else if (item.kind === 'array') {
      for (const [index, inner] of item.items.entries()) if (mayRefer(inner)) step(index, inner);
    } else if (item.kind === 'stream') {
      walk(item.dictionary);
    } else if (item.kind === 'dictionary') {
      for (const [key, inner] of item.entries) if (mayRefer(inner)) step(key, inner);
    }
  };
  const step = (name: string | number, inner: PdfValue): void => {
    trail.push(name);
    walk(inner);
    trail.pop();
  };
  walk(value);
  return found;
}

function written(trail: readonly (string | number)[]): string {
  return trail.reduce<string>((path, name) => (typeof name === 'number' ? `${path}[${name}]` : join(path, name)), '');
}

function mayRefer(value: PdfValue): boolean {
  return value.kind === 'reference' || value.kind === 'array' || value.kind === 'dictionary' || value.kind === 'stream';
}

/** Keys are escaped, so that no name can be mistaken for an element of an array or for two steps. */
export function join(path: string, key: string): string {
  const step = key.replace(/[%/[\]:]/gu, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return path === '' ? step : `${path}/${step}`;
}

/** Calls `visit` for every reference inside a value. */
export function eachReference(value: PdfValue, visit: (objectNumber: number) => void, depth = 0): void {
  if (depth > maxNesting) throw new AnalysisError('nesting-too-deep');
  switch (value.kind) {
    case 'reference':
      visit(value.objectNumber);
      return;
    case 'array':
      for (const item of value.items) if (mayRefer(item)) eachReference(item, visit, depth + 1);
      return;
    case 'stream':
      eachReference(value.dictionary, visit, depth + 1);
      return;
    case 'dictionary':
      for (const item of value.entries.values()) if (mayRefer(item)) eachReference(item, visit, depth + 1);
      return;
    default:
      return;
  }
}
