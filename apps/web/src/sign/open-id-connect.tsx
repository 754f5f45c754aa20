import { useState } from 'preact/hooks';
import { startAuthentication } from '../api/ceremony.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { useTexts } from '../ui/language.js';
import { useAction } from '../ui/use-action.js';
import { SignProblem } from './sign-problem.js';

/** Leaves for the identity provider. What comes back is checked by the signing component, not by this page. */
export function OpenIdConnect({ remark }: { /** As typed; '' for none. */ readonly remark: string }) {
  const texts = useTexts(signTexts).identify;
  const action = useAction();
  const [leaving, setLeaving] = useState(false);
  const leave = (): void => {
    void action.run(async () => {
      const started = await startAuthentication(remark);
      if (started.method !== 'openIdConnect') return;
      setLeaving(true);
      window.location.assign(started.redirectUrl);
    });
  };
  return (
    <div class="panel stack">
      <p>{texts.openIdIntro}</p>
      {action.problem !== undefined && <SignProblem problem={action.problem} />}
      <div>
        <Button kind="primary" busy={action.busy || leaving} busyText={texts.openIdGoing} onClick={leave}>
          {texts.openIdButton}
        </Button>
      </div>
    </div>
  );
}
