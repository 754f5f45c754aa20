import { useEffect, useState } from 'preact/hooks';
import { checkCode, startAuthentication, type ConsentView } from '../api/ceremony.js';
import { checkTypedCode, digitsOf } from '../format/code.js';
import { fill, plural } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { useTexts } from '../ui/language.js';
import { useAction } from '../ui/use-action.js';
import { rememberSentCode, rememberedSentCode, type SentCode } from './sent-code.js';
import { SignProblem } from './sign-problem.js';

interface EmailCodeProps {
  readonly requestId: string;
  /** As typed; '' for none. */
  readonly remark: string;
  readonly onIdentified: (consent: ConsentView) => void;
}

/** Sends the code once on arrival, unless one is already on its way: a second would make the first worthless. */
export function EmailCode({ requestId, remark, onIdentified }: EmailCodeProps) {
  const texts = useTexts(signTexts).identify;
  const [sent, setSent] = useState<SentCode | undefined>(() => rememberedSentCode(requestId, new Date()));
  const [again, setAgain] = useState(false);
  const sending = useAction();
  const send = (repeated: boolean): void => {
    void sending.run(async () => {
      const started = await startAuthentication(remark);
      if (started.method !== 'emailCode') return;
      rememberSentCode(requestId, started);
      setSent(started);
      setAgain(repeated);
    });
  };
  useEffect(() => {
    if (sent === undefined) send(false);
    // Only on arrival.
  }, []);
  if (sent === undefined) {
    return (
      <div class="panel stack">
        <p>{texts.emailIntro}</p>
        {sending.problem !== undefined && <SignProblem problem={sending.problem} />}
        <div>
          <Button kind="primary" busy={sending.busy} onClick={() => send(false)}>
            {texts.sendCode}
          </Button>
        </div>
      </div>
    );
  }
  // A masked address is one word: it must not break at its dots.
  const address = sent.sentTo.replace('…', '\u2060…\u2060');
  const minutes = Math.max(1, Math.round((new Date(sent.expiresAt).getTime() - Date.now()) / 60_000));
  return (
    <div class="panel stack">
      <p role="status">{again ? fill(texts.sentAgain, { address }) : fill(texts.sent, { address, minutes })}</p>
      <CodeForm
        key={sent.expiresAt}
        remark={remark}
        onIdentified={(consent) => {
          rememberSentCode(requestId, undefined);
          onIdentified(consent);
        }}
      />
      {sending.problem !== undefined && <SignProblem problem={sending.problem} />}
      <div>
        <p>{texts.noCode}</p>
        <div class="flush">
          <Button kind="quiet" busy={sending.busy} onClick={() => send(true)}>
            {texts.resend}
          </Button>
        </div>
      </div>
    </div>
  );
}

function CodeForm({ remark, onIdentified }: Omit<EmailCodeProps, 'requestId'>) {
  const texts = useTexts(signTexts).identify;
  const [code, setCode] = useState('');
  const [mistake, setMistake] = useState<string | undefined>(undefined);
  const checking = useAction();
  const submit = (event: Event): void => {
    event.preventDefault();
    const problem = checkTypedCode(code);
    if (problem === undefined) {
      setMistake(undefined);
      void checking.run(async () => onIdentified(await checkCode(digitsOf(code), remark))).then((right) => (right ? undefined : focusCode()));
    } else {
      setMistake(problem.kind === 'empty' ? texts.codeRequired : fill(texts.codeLength, { count: problem.count }));
      focusCode();
    }
  };
  const wrong = checking.problem?.code === 'code-wrong' ? checking.problem.triesLeft : undefined;
  const error = mistake ?? (wrong === undefined ? undefined : wrong > 0 ? plural(wrong, texts.wrong) : texts.wrongNoMore);
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <Field id="code" label={texts.code} hint={texts.codeHint} error={error}>
        {(wiring) => (
          <input
            {...wiring}
            class="input input--code"
            type="text"
            inputMode="numeric"
            autocomplete="one-time-code"
            autocorrect="off"
            spellcheck={false}
            maxLength={20}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        )}
      </Field>
      <div role="alert" class="visually-hidden">
        {error}
      </div>
      {checking.problem !== undefined && wrong === undefined && <SignProblem problem={checking.problem} />}
      <div>
        <Button kind="primary" type="submit" busy={checking.busy}>
          {texts.next}
        </Button>
      </div>
    </form>
  );
}

function focusCode(): void {
  document.getElementById('code')?.focus();
}
