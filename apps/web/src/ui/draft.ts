/**
 * Keeps what a person types for as long as the tab lives, so that a phone that drops the page, or a reload, loses nothing.
 * Only drafts and small facts: never a code, a secret or a document.
 */
export function saveDraft(key: string, value: string | undefined): void {
  try {
    if (value === undefined || value === '') window.sessionStorage.removeItem(`justera.${key}`);
    else window.sessionStorage.setItem(`justera.${key}`, value);
  } catch {
    // Private mode of old browsers forbids storage: the draft then lives in the page alone.
    return;
  }
}

export function loadDraft(key: string): string | undefined {
  try {
    return window.sessionStorage.getItem(`justera.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}
