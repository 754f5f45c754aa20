import { loadDraft, saveDraft } from '../ui/draft.js';

/** The token of `/s/<token>`, if the page was opened by the link. */
export function tokenOf(path: string): string | undefined {
  return /^\/s\/([\w-]+)\/?$/.exec(path)?.[1];
}

/**
 * The link is kept for this tab only: coming back from the identification lands on `/sign`, and if the session has
 * ended meanwhile the page can open the link again. The token alone signs nothing.
 */
export function rememberLink(token: string): void {
  saveDraft('link', token);
}

export const rememberedLink = (): string | undefined => loadDraft('link');
