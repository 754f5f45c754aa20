import { useState } from 'preact/hooks';
import { renewLink } from '../api/ceremony.js';
import type { ProblemDetails } from '../api/problem.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { useAction } from '../ui/use-action.js';

/** A dead link says why and offers one button. The answer is always the same, so that nobody learns what exists. */
export function DeadLink({ token, problem }: { readonly token: string; readonly problem: ProblemDetails }) {
  const { language } = useLanguage();
  const texts = useTexts(signTexts).deadLink;
  const [sent, setSent] = useState(false);
  const action = useAction();
  const send = (): void => {
    void action.run(async () => {
      await renewLink(token);
      setSent(true);
    });
  };
  const why = (language === 'sv' ? problem.detailSv : problem.detailEn) ?? texts.text;
  // Somebody else signs: a new link is not coming, so none is offered.
  const isOver = problem.code === 'link-substituted';
  const offer = () =>
    sent ? (
      <Notice tone="yes" live="status">
        <p>{texts.sent}</p>
      </Notice>
    ) : (
      <>
        <div>
          <Button kind="primary" busy={action.busy} onClick={send}>
            {texts.send}
          </Button>
        </div>
        <p class="muted">{texts.explain}</p>
      </>
    );
  return (
    <div class="stack">
      <h1>{texts.heading}</h1>
      <p class="lead">{why}</p>
      {action.problem !== undefined && <ProblemNotice problem={action.problem} />}
      {!isOver && offer()}
    </div>
  );
}
