import { useState } from 'preact/hooks';
import { signIn } from '../api/staff.js';
import { commonTexts } from '../text/common/index.js';
import { deskTexts } from '../text/desk/index.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { useAction } from '../ui/use-action.js';

export function LoginPage({ ended, onEntered }: { readonly ended: boolean; readonly onEntered: () => void }) {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts);
  const [secret, setSecret] = useState('');
  const [missing, setMissing] = useState(false);
  const action = useAction();
  const submit = (event: Event): void => {
    event.preventDefault();
    setMissing(secret.trim() === '');
    if (secret.trim() === '') return;
    void action.run(async () => {
      await signIn(secret.trim());
      onEntered();
    });
  };
  const refused = action.problem?.status === 401 || action.problem?.status === 403;
  const error = missing ? texts.login.required : refused ? texts.login.wrong : undefined;
  return (
    <Page name={common.product} about={texts.about} title={texts.login.title} width="narrow">
      <div class="stack">
        <h1>{texts.login.title}</h1>
        {ended && <Notice tone="care" live="status" heading={texts.login.ended} />}
        <p>{texts.login.lead}</p>
        <form class="panel stack" noValidate onSubmit={submit}>
          <Field id="secret" label={texts.login.secret} error={error}>
            {(wiring) => <input {...wiring} class="input" type="password" autocomplete="current-password" value={secret} onInput={(event) => setSecret(event.currentTarget.value)} />}
          </Field>
          <div role="alert" class="visually-hidden">
            {error}
          </div>
          {action.problem !== undefined && !refused && <ProblemNotice problem={action.problem} />}
          <div>
            <Button kind="primary" type="submit" busy={action.busy}>
              {texts.login.button}
            </Button>
          </div>
        </form>
      </div>
    </Page>
  );
}
