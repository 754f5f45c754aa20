import { useState } from 'preact/hooks';
import { toProblem, type ProblemDetails } from '../api/problem.js';
import { validate, type ValidationAnswer } from '../api/validation.js';
import { fill } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { validateTexts } from '../text/validate/index.js';
import { FileDrop } from '../ui/file-drop.js';
import { useTexts } from '../ui/language.js';
import { Meter } from '../ui/meter.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { Report } from './report.js';

type Stage =
  | { readonly kind: 'waiting'; readonly problem?: ProblemDetails }
  | { readonly kind: 'checking'; readonly file: File; readonly share: number }
  | { readonly kind: 'checked'; readonly file: File; readonly answer: ValidationAnswer };

/** The public validation page: no login, nothing stored, one file at a time. */
export function ValidateApp() {
  const common = useTexts(commonTexts);
  const texts = useTexts(validateTexts);
  const [stage, setStage] = useState<Stage>({ kind: 'waiting' });
  const check = (file: File): void => {
    setStage({ kind: 'checking', file, share: 0 });
    validate(file, (share) => setStage((now) => (now.kind === 'checking' ? { ...now, share } : now))).then(
      (answer) => setStage({ kind: 'checked', file, answer }),
      (caught: unknown) => setStage({ kind: 'waiting', problem: toProblem(caught) }),
    );
  };
  return (
    <Page name={common.product} about={texts.about} title={texts.title}>
      {stage.kind === 'checked' ? (
        <Report answer={stage.answer} file={stage.file} onAnother={() => setStage({ kind: 'waiting' })} />
      ) : (
        <div class="stack stack--loose">
          <div class="stack prose">
            <h1>{texts.title}</h1>
            <p class="lead">{texts.lead}</p>
          </div>
          {stage.kind === 'waiting' && stage.problem !== undefined && (
            <ProblemNotice problem={stage.problem}>
              <p>{texts.failed}</p>
            </ProblemNotice>
          )}
          {stage.kind === 'waiting' && <FileDrop label={texts.fileLabel} hint={texts.private} onFile={check} />}
          {stage.kind === 'checking' && (
            <div class="panel">
              <Meter
                share={stage.share}
                label={
                  stage.share < 1
                    ? fill(texts.sending, { file: stage.file.name, percent: Math.round(stage.share * 100) })
                    : fill(texts.working, { file: stage.file.name })
                }
              />
            </div>
          )}
        </div>
      )}
    </Page>
  );
}
