import type { IncomingMessage, ServerResponse } from 'node:http';

// The part of oidc-provider 9 that the demo uses. The package ships no types, and what it does not have to do for us
// it cannot do wrongly.

/** An authorization request that waits for the person. */
export interface Interaction {
  readonly uid: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Grant {
  addOIDCScope(scope: string): void;
  save(): Promise<string>;
}

export interface RequestContext {
  body: unknown;
  type: string;
  readonly oidc: { readonly client: { readonly clientId: string }; readonly session: { readonly accountId: string } };
}

export type InteractionResult =
  | { readonly login: { readonly accountId: string; readonly acr: string; readonly amr: readonly string[]; readonly remember: boolean } }
  | { readonly error: string; readonly error_description: string };

export interface OidcProvider {
  readonly Grant: new (properties: { accountId: string; clientId: string }) => Grant;
  callback(): (request: IncomingMessage, response: ServerResponse) => void;
  interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
  interactionFinished(request: IncomingMessage, response: ServerResponse, result: InteractionResult, options?: { mergeWithLastSubmission: boolean }): Promise<void>;
}

export type OidcProviderConstructor = new (issuer: string, configuration: Readonly<Record<string, unknown>>) => OidcProvider;

/**
 * Loads the library when a demo starts, so that nothing else pays for it. It warns about Node 20, on which what we use
 * of it works (see the tests): that one line is held back, since people would take it for a fault of the demo.
 */
export async function loadOidcProvider(): Promise<OidcProviderConstructor> {
  // Not a literal: there are no types to be found for it.
  const packageName: string = 'oidc-provider';
  const { console: output } = globalThis;
  const { warn } = output;
  output.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('oidc-provider WARNING')) warn.apply(output, words);
  };
  try {
    const library: unknown = await import(packageName);
    const found = typeof library === 'object' && library !== null && 'Provider' in library ? library.Provider : undefined;
    if (typeof found !== 'function') throw new TypeError('oidc-provider is not what it was');
    return found as OidcProviderConstructor;
  } finally {
    output.warn = warn;
  }
}
