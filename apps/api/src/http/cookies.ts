import type { Request, Response } from 'express';

export type CookieName = 'justera_task' | 'justera_activation' | 'justera_staff';

/** The value of one of our cookies, or undefined. Nothing else of the header is looked at. */
export function readCookie(request: Request, name: CookieName): string | undefined {
  const header = request.headers.cookie;
  if (header === undefined || header.length > 8192) return undefined;
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && /^[\w.-]{16,200}$/.test(value)) return value;
  }
  return undefined;
}

/** `strict`: never sent from another site. The ceremony needs `lax`: people come back from their identity provider. */
export function setCookie(response: Response, name: CookieName, value: string, options: { maxAgeSeconds: number; sameSite: 'lax' | 'strict'; secure: boolean }): void {
  response.cookie(name, value, { httpOnly: true, sameSite: options.sameSite, secure: options.secure, path: '/', maxAge: options.maxAgeSeconds * 1000 });
}

export function clearCookie(response: Response, name: CookieName): void {
  response.clearCookie(name, { path: '/' });
}
