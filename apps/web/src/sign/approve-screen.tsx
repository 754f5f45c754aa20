import { useEffect, useState } from 'preact/hooks';
import { getConsent, giveConsent, type CeremonyView, type ConsentView } from '../api/ceremony.js';
import { toProblem, type ProblemDetails } from '../api/problem.js';
import { formatClock } from '../format/date.js';
import { fill } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { Fingerprint } from '../ui/fingerprint.js';
import { PenIcon } from '../ui/icons.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import { useAction } from '../ui/use-action.js';
import { useFocusOnMount } from '../ui/use-focus.js';
import { ConsentText } from './consent-text.js';
import type { Screens } from './screen.js';
import { SignProblem } from './sign-problem.js';
import { Steps } from './steps.js';
import type { Ceremony } from './use-ceremony.js';

interface ApproveScreenProps {
  readonly view: CeremonyView;
  readonly ceremony: Ceremony;
  readonly place: Screens;
  /** From the code screen; absent after a reload or on return from the identity provider. */
  readonly consent: ConsentView | undefined;
  readonly onApproved: () => void;
}

/** The activation is gone: identified too long ago, in another tab, or already used. */
const identifyAgain = ['activation-missing', 'activation-expired', 'activation-used'];

export function ApproveScreen({ view, ceremony, place, consent: given, onApproved }: ApproveScreenProps) {
  const common = useTexts(commonTexts);
  const texts = useTexts(signTexts).approve;
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const { consent, problem } = useConsent(given);
  const expired = useExpired(consent?.expiresAt);
  const signing = useAction();
  const sign = (): void => {
    if (consent === undefined) return;
    void signing.run(async () => {
      try {
        ceremony.update(await giveConsent(consent.textSha256));
      } catch (caught) {
        // The answer may have been lost on its way: what the case says now is what counts.
        const now = await ceremony.refresh();
        if (now === undefined || now.state === 'open') throw caught;
      }
      onApproved();
      place.go('read', true);
    });
  };
  const failure = signing.problem ?? problem;
  const over = expired || (failure !== undefined && identifyAgain.includes(failure.code));
  return (
    <div class="stack">
      <Steps at="approve" />
      <h1 tabIndex={-1} ref={heading}>
        {texts.heading}
      </h1>
      {consent === undefined && failure === undefined && <p role="status">{common.loading}</p>}
      {consent !== undefined && !over && <ConsentBody view={view} consent={consent} />}
      {over && (
        <Notice tone="care" live="alert" heading={texts.expired}>
          <Button kind="primary" onClick={() => place.go('identify', true)}>
            {texts.identifyAgain}
          </Button>
        </Notice>
      )}
      {failure !== undefined && !over && <SignProblem problem={failure} />}
      {!over && (
        <div class="approve-actions">
          {consent !== undefined && (
            <Button kind="primary" busy={signing.busy} busyText={texts.signing} onClick={sign}>
              <PenIcon size={20} />
              {texts.sign}
            </Button>
          )}
          <Button onClick={() => place.go('read')}>{common.back}</Button>
        </div>
      )}
    </div>
  );
}

function ConsentBody({ view, consent }: { readonly view: CeremonyView; readonly consent: ConsentView }) {
  const { language } = useLanguage();
  const texts = useTexts(signTexts).approve;
  return (
    <>
      <p>{texts.intro}</p>
      <ConsentText consent={consent} language={view.minutes.language} />
      <div class="panel">
        <Fingerprint sha256={consent.preparedSha256} />
      </div>
      <p class="muted">{fill(texts.expires, { time: formatClock(consent.expiresAt, language, view.body.timeZone) })}</p>
    </>
  );
}

function useConsent(given: ConsentView | undefined): { readonly consent: ConsentView | undefined; readonly problem: ProblemDetails | undefined } {
  const [consent, setConsent] = useState(given);
  const [problem, setProblem] = useState<ProblemDetails | undefined>(undefined);
  useEffect(() => {
    if (given !== undefined) return undefined;
    let left = false;
    getConsent().then(
      (answer) => (left ? undefined : setConsent(answer)),
      (caught: unknown) => (left ? undefined : setProblem(toProblem(caught))),
    );
    return () => {
      left = true;
    };
  }, [given]);
  return { consent, problem };
}

/** Turns true when the five minutes are over, so that nobody presses a button that can only refuse. */
function useExpired(expiresAt: string | undefined): boolean {
  const [expired, setExpired] = useState(false);
  useEffect(() => {
    if (expiresAt === undefined) return undefined;
    const left = new Date(expiresAt).getTime() - Date.now();
    const timer = setTimeout(() => setExpired(true), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [expiresAt]);
  return expired;
}
