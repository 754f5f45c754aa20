import { EdgeError } from './edge-error.js';

/** As `textOf`, for a member that may be left out: `{}` where it is. @throws EdgeError `request-invalid` naming the member */
export function optionalTextOf<Member extends string>(body: unknown, member: Member): { readonly [Key in Member]?: string } {
  const isGiven = typeof body === 'object' && body !== null && (body as Record<string, unknown>)[member] !== undefined;
  return (isGiven ? { [member]: textOf(body, member) } : {}) as { readonly [Key in Member]?: string };
}

/** A text member of a JSON body. @throws EdgeError `request-invalid` naming the member */
export function textOf(body: unknown, member: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[member] : undefined;
  if (typeof value !== 'string' || value.length > 10_000) throw new EdgeError('request-invalid', { field: member });
  return value;
}
