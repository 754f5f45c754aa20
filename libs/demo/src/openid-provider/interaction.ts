import type { IncomingMessage, ServerResponse } from 'node:http';
import { loginPage, lostPage, pageLanguage } from './login-page.js';
import type { Interaction, OidcProvider } from './oidc-provider-library.js';
import type { Persons } from './persons.js';
import { DEMO_ACR } from './provider-configuration.js';

const longestForm = 10_000;

/** GET shows the login form, POST takes the answer. */
export async function handleInteraction(provider: OidcProvider, persons: Persons, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let interaction: Interaction;
  try {
    interaction = await provider.interactionDetails(request, response);
  } catch {
    // No cookie, or it is out of time: whatever the library calls it, the person has to begin again.
    sendPage(response, 400, lostPage('sv'));
    return;
  }
  const language = pageLanguage(interaction.params['ui_locales']);
  const page = { language, action: `/interaction/${interaction.uid}`, persons: persons.offered };
  if (request.method !== 'POST') {
    sendPage(response, 200, loginPage({ ...page, isMissing: false }));
    return;
  }
  const form = await readForm(request);
  if (form === undefined) {
    sendPage(response, 413, lostPage(language));
    return;
  }
  if (form.get('cancel') === 'yes') {
    await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'the person cancelled' });
    return;
  }
  const accountId = persons.subjectFor(form.get('name') ?? '') ?? persons.subjectFor(form.get('person') ?? '');
  if (accountId === undefined) {
    sendPage(response, 422, loginPage({ ...page, isMissing: true }));
    return;
  }
  const login = { accountId, acr: DEMO_ACR, amr: ['demo'], remember: false };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .end(html);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > longestForm) return undefined;
    chunks.push(bytes);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
