import { useEffect, useState } from 'preact/hooks';
import type { CeremonyView, ConsentView } from '../api/ceremony.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import { Page } from '../ui/page.js';
import { ApproveScreen } from './approve-screen.js';
import { ClosedScreen } from './closed-screen.js';
import { DoneScreen } from './done-screen.js';
import { IdentifyScreen } from './identify-screen.js';
import { ReadScreen } from './read-screen.js';
import { useRemark } from './use-remark.js';
import { useScreen } from './screen.js';
import { TurnScreen } from './turn-screen.js';
import type { Ceremony } from './use-ceremony.js';
import { WaitingScreen } from './waiting-screen.js';

interface ScreensProps {
  readonly view: CeremonyView;
  readonly ceremony: Ceremony;
}

/** The state of the case decides first; the three screens exist only while it is this person's turn. */
export function CeremonyScreens({ view, ceremony }: ScreensProps) {
  const texts = useTexts(signTexts).documentTitle;
  const place = useScreen();
  const [consent, setConsent] = useState<ConsentView | undefined>(undefined);
  const remark = useRemark(view);
  useRefreshOnReturn(ceremony);
  const titles = { waitingTurn: texts.read, open: texts[place.screen], consented: texts.waiting, signed: texts.done, declined: texts.closed, closed: texts.closed };
  const narrow = view.state === 'open' && place.screen !== 'read' ? 'narrow' : 'normal';
  return (
    <Page name={view.body.name} title={titles[view.state] ?? texts.closed} width={narrow} footer={view.state !== 'open'}>
      {view.state === 'open' && place.screen === 'read' && <ReadScreen view={view} ceremony={ceremony} remark={remark} onSign={() => place.go('identify')} />}
      {view.state === 'open' && place.screen === 'identify' && (
        <IdentifyScreen
          view={view}
          place={place}
          remark={remark}
          onIdentified={(answer) => {
            setConsent(answer);
            place.go('approve', true);
          }}
        />
      )}
      {view.state === 'open' && place.screen === 'approve' && <ApproveScreen view={view} ceremony={ceremony} place={place} consent={consent} onApproved={remark.forget} />}
      {view.state === 'waitingTurn' && <TurnScreen view={view} />}
      {view.state === 'consented' && <WaitingScreen view={view} ceremony={ceremony} />}
      {view.state === 'signed' && <DoneScreen view={view} ceremony={ceremony} />}
      {(view.state === 'declined' || view.state === 'closed') && <ClosedScreen view={view} />}
    </Page>
  );
}

/** Somebody who comes back to an old tab sees the case as it is now, not as it was. */
function useRefreshOnReturn({ refresh }: Ceremony): void {
  useEffect(() => {
    let left = Date.now();
    const follow = (): void => {
      if (document.visibilityState === 'hidden') left = Date.now();
      else if (Date.now() - left > 20_000) void refresh();
    };
    document.addEventListener('visibilitychange', follow);
    return () => document.removeEventListener('visibilitychange', follow);
  }, [refresh]);
}
