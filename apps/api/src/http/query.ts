import { EdgeError } from './edge-error.js';

/** A whole number from 0 to `most` in a query. @throws EdgeError `request-invalid` naming the parameter */
export function wholeNumber(text: string | undefined, parameter: string, most: number): number {
  const value = text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) throw new EdgeError('request-invalid', { field: parameter });
  return value;
}
