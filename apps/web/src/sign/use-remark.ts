import { useCallback, useState } from 'preact/hooks';
import type { CeremonyView } from '../api/ceremony.js';
import { loadDraft, saveDraft } from '../ui/draft.js';

/** What this person signs with, if anything: typed before identifying, kept while the tab lives, gone when it has been signed with. */
export interface Remark {
  /** As typed; '' for none. */
  readonly text: string;
  /** Characters that may be typed yet; negative when it is too long. Undefined where nobody may remark. */
  readonly left: number | undefined;
  readonly change: (text: string) => void;
  readonly forget: () => void;
}

/** One line, whatever was pasted: the signature shows it as one paragraph. */
const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, ' ');

export function useRemark({ requestId, you }: CeremonyView): Remark {
  const key = `remark.${requestId}.${you.name}`;
  const [typed, setTyped] = useState(() => loadDraft(key) ?? '');
  const change = useCallback(
    (text: string): void => {
      setTyped(oneLine(text));
      saveDraft(key, oneLine(text));
    },
    [key],
  );
  const forget = useCallback(() => change(''), [change]);
  const longest = you.mayRemark?.maximumLength;
  // Somebody who may not remark sends none, whatever an earlier visit left behind.
  const text = longest === undefined ? '' : typed;
  return { text, left: longest === undefined ? undefined : longest - [...text.trim()].length, change, forget };
}
