import { EdgeError } from './edge-error.js';

/** A text member of a JSON body. @throws EdgeError `request-invalid` naming the member */
export function textOf(body: unknown, member: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[member] : undefined;
  if (typeof value !== 'string' || value.length > 10_000) throw new EdgeError('request-invalid', { field: member });
  return value;
}
