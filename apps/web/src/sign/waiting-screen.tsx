import { useEffect, useState } from 'preact/hooks';
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
  const offline = usePolling(ceremony);
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

/** Usually signed within a second, so asks often at first and then ever more seldom. True while nobody answers. */
function usePolling({ refresh }: Ceremony): boolean {
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (round: number): void => {
      timer = setTimeout(
        () => {
          void refresh().then((view) => {
            if (left) return;
            setOffline(view === undefined);
            ask(round + 1);
          });
        },
        round < 10 ? 400 : round < 30 ? 1500 : 10_000,
      );
    };
    ask(0);
    return () => {
      left = true;
      if (timer !== undefined) clearTimeout(timer);
    };
  }, [refresh]);
  return offline;
}
