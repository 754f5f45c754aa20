import type { System } from './system.js';

type CaughtMail = ReturnType<System['surroundings']['mail']['mails']>[number];

export interface Answer {
  readonly status: number;
  readonly mediaType: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One person's browser at the API: keeps its cookies, says that it is our own page, and reports refusals instead of throwing. */
export class Signatory {
  readonly #cookies = new Map<string, string>();

  constructor(private readonly url: string) {}

  async ask(path: string, body?: object): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      redirect: 'manual',
      headers: { 'x-justera-request': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(cookie === '' ? {} : { cookie }) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, mediaType: response.headers.get('content-type') ?? '', body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {} };
  }

  /** Takes over a cookie that somebody else has, as a thief would. */
  takeCookie(name: string, from: Signatory): void {
    this.#cookies.set(name, from.#cookies.get(name) ?? '');
  }
}

/** Looks, from now on, only at mails that come later: waits until one to `address` fits, and returns what `find` found in it. */
export function mailsFromNow(system: System): (address: string, find: (mail: CaughtMail) => string | undefined) => Promise<string> {
  const known = new Set(system.surroundings.mail.mails().map(({ id }) => id));
  return async (address, find) => {
    for (const until = Date.now() + 60_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const fresh = system.surroundings.mail.mails().filter((mail) => !known.has(mail.id) && mail.to.some((to) => to.includes(address)));
      const found = fresh.map(find).find((text) => text !== undefined);
      if (found !== undefined) return found;
    }
    throw new Error(`no such mail reached ${address}`);
  };
}

export const signLink = (mail: { text: string }): string | undefined => /\/s\/([\w-]{43})/.exec(mail.text)?.[1];
export const codeIn = (mail: { subject: string }): string | undefined => /\b(\d{4} ?\d{4})\b/.exec(mail.subject)?.[1];
