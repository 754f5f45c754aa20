import { useEffect, useRef, useState } from 'preact/hooks';
import type { CeremonyView } from '../api/ceremony.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import { useFocusOnMount } from '../ui/use-focus.js';
import { ProgressList } from './progress-list.js';
import type { Ceremony } from './use-ceremony.js';

/** Consented, not yet signed. The page may be closed: nothing depends on it. */
export function WaitingScreen({ view, ceremony }: { readonly view: CeremonyView; readonly ceremony: Ceremony }) {
  const texts = useTexts(signTexts).waiting;
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const offline = useNews(ceremony, view.marker);
  const cause = view.attention?.cause ?? view.attention?.code;
  return (
    <div class="stack stack--loose">
      <div class="stack">
        <h1 tabIndex={-1} ref={heading}>
          {texts.heading}
        </h1>
        <p class="lead waiting" role="status">
          <span class="spinner" aria-hidden="true" />
          {texts.text}
        </p>
        {cause !== undefined && <Notice tone="care" live="status" heading={/^timestamp/.test(cause) ? texts.timestampDown : texts.trouble} />}
        {offline && cause === undefined && <Notice tone="care" live="status" heading={texts.offline} />}
      </div>
      <div class="panel">
        <ProgressList view={view} />
      </div>
    </div>
  );
}

/** One question is left standing for this long; proxies commonly give up after a minute. */
const patienceSeconds = 20;

/** Pauses between questions that brought no news, milliseconds: something on the way may answer at once, and must not be asked without end. */
const pauseAfter = (idle: number): number => (idle === 0 ? 0 : idle < 10 ? 400 : idle < 30 ? 1500 : 10_000);

/** Asks once and is answered at the moment something happens. True while nobody answers. */
function useNews({ refresh }: Ceremony, marker: string): boolean {
  const [offline, setOffline] = useState(false);
  const seen = useRef(marker);
  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (idle: number): void => {
      timer = setTimeout(() => {
        const asked = Date.now();
        void refresh({ after: seen.current, seconds: patienceSeconds }).then((view) => {
          if (left) return;
          setOffline(view === undefined);
          const isNews = view !== undefined && view.marker !== seen.current;
          const hasWaited = view !== undefined && Date.now() - asked >= (patienceSeconds * 1000) / 2;
          if (isNews) seen.current = view.marker;
          ask(isNews || hasWaited ? 0 : idle + 1);
        });
      }, pauseAfter(idle));
    };
    ask(0);
    return () => {
      left = true;
      if (timer !== undefined) clearTimeout(timer);
    };
  }, [refresh]);
  return offline;
}
