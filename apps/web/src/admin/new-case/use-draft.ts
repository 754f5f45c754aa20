import { useCallback, useState } from 'preact/hooks';
import { loadDraft, saveDraft } from '../../ui/draft.js';
import type { Language } from '../../api/model/common.js';
import { emptyDraft, type CaseDraft } from './case-draft.js';

const KEY = 'newCase';

/** What the form shows next: instead of whatever was being written. */
export const prepareDraft = (draft: CaseDraft): void => saveDraft(KEY, JSON.stringify(draft));

export interface DraftState {
  readonly draft: CaseDraft;
  readonly change: (part: Partial<CaseDraft>) => void;
  readonly clear: () => void;
}

/** The form survives a reload and a session that ends: what was typed stays in the tab until the case is made. */
export function useDraft(language: Language): DraftState {
  const [draft, setDraft] = useState<CaseDraft>(() => restore(language));
  const change = useCallback((part: Partial<CaseDraft>) => {
    setDraft((before) => {
      const after = { ...before, ...part };
      saveDraft(KEY, JSON.stringify(after));
      return after;
    });
  }, []);
  const clear = useCallback(() => saveDraft(KEY, undefined), []);
  return { draft, change, clear };
}

function restore(language: Language): CaseDraft {
  const empty = emptyDraft(language);
  const stored = loadDraft(KEY);
  if (stored === undefined) return empty;
  try {
    const parsed = JSON.parse(stored) as Partial<CaseDraft>;
    return { ...empty, ...parsed, signatories: Array.isArray(parsed.signatories) ? parsed.signatories : empty.signatories };
  } catch {
    return empty;
  }
}
