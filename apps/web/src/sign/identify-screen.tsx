import type { CeremonyView, ConsentView } from '../api/ceremony.js';
import { commonTexts } from '../text/common/index.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import { useFocusOnMount } from '../ui/use-focus.js';
import { explainAuthenticationError } from './authentication-error.js';
import { EmailCode } from './email-code.js';
import { OpenIdConnect } from './open-id-connect.js';
import { RemarkNotice } from './remark-field.js';
import type { Remark } from './use-remark.js';
import type { Screens } from './screen.js';
import { Steps } from './steps.js';

interface IdentifyScreenProps {
  readonly view: CeremonyView;
  readonly place: Screens;
  readonly remark: Remark;
  readonly onIdentified: (consent: ConsentView) => void;
}

export function IdentifyScreen({ view, place, remark, onIdentified }: IdentifyScreenProps) {
  const common = useTexts(commonTexts);
  const all = useTexts(signTexts);
  const heading = useFocusOnMount<HTMLHeadingElement>();
  return (
    <div class="stack">
      <Steps at="identify" />
      <h1 tabIndex={-1} ref={heading}>
        {all.identify.heading}
      </h1>
      {place.error !== undefined && (
        <Notice tone="care" live="alert" heading={all.authentication.heading}>
          {explainAuthenticationError(place.error, all.authentication, view.sender.name).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      <RemarkNotice remark={remark} onChange={() => place.go('read')} />
      {view.method === 'emailCode' ? <EmailCode requestId={view.requestId} remark={remark.text} onIdentified={onIdentified} /> : <OpenIdConnect remark={remark.text} />}
      <div class="flush">
        <Button kind="quiet" onClick={() => place.go('read')}>
          {common.back}
        </Button>
      </div>
    </div>
  );
}
