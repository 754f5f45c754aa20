import { useState } from 'preact/hooks';
import { documentUrl, type CeremonyView } from '../api/ceremony.js';
import { DocumentView } from '../document/document-view.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { PenIcon } from '../ui/icons.js';
import { useTexts } from '../ui/language.js';
import { useFocusOnMount } from '../ui/use-focus.js';
import { DeclineDialog } from './decline-dialog.js';
import { ErrorReports } from './error-reports.js';
import { NotMeDialog } from './not-me-dialog.js';
import { ProgressItems, ProgressSentence } from './progress-list.js';
import { focusRemark, RemarkField } from './remark-field.js';
import type { Remark } from './use-remark.js';
import { ReportErrorDialog } from './report-error-dialog.js';
import { Steps } from './steps.js';
import { AskedFor, MinutesFacts } from './summary.js';
import type { Ceremony } from './use-ceremony.js';

interface ReadScreenProps {
  readonly view: CeremonyView;
  readonly ceremony: Ceremony;
  readonly remark: Remark;
  readonly onSign: () => void;
}

type OpenDialog = 'none' | 'decline' | 'report' | 'notMe';

export function ReadScreen({ view, ceremony, remark, onSign }: ReadScreenProps) {
  const texts = useTexts(signTexts);
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const close = (): void => setDialog('none');
  const isRemarked = remark.text.trim() !== '';
  const sign = (): void => {
    // Nobody identifies for words that the signature has no room for.
    if ((remark.left ?? 0) < 0) focusRemark();
    else onSign();
  };
  return (
    <>
      <div class="stack stack--loose has-action-bar">
        <div class="stack">
          <Steps at="read" />
          <h1 tabIndex={-1} ref={heading}>
            {view.minutes.title}
          </h1>
          <AskedFor view={view} />
          <ErrorReports view={view} />
        </div>
        <div class="panel stack">
          <MinutesFacts view={view} />
          <ProgressSentence view={view} />
          <div class="row row--spread">
            <details class="disclosure">
              <summary>{texts.progress.heading}</summary>
              <ProgressItems view={view} />
            </details>
            <div class="flush row">
              <Button kind="quiet" onClick={() => setDialog('decline')}>
                {texts.actions.declineFull}
              </Button>
              <Button kind="quiet" onClick={() => setDialog('notMe')}>
                {texts.actions.notMe}
              </Button>
            </div>
          </div>
        </div>
        {remark.left !== undefined && (
          <div class="panel">
            <RemarkField remark={remark} />
          </div>
        )}
        <DocumentView url={documentUrl} downloadUrl={view.downloadUrl} language={view.minutes.language} />
      </div>
      <div class="action-bar" role="region" aria-label={texts.actions.label}>
        <div class="action-bar__inner">
          <Button onClick={() => setDialog('report')}>{texts.actions.report}</Button>
          <Button kind="primary" onClick={sign}>
            <PenIcon size={20} />
            {isRemarked ? texts.actions.signWithRemark : texts.actions.sign}
          </Button>
        </div>
      </div>
      {dialog === 'decline' && <DeclineDialog requestId={view.requestId} onClose={close} onDeclined={ceremony.update} />}
      {dialog === 'report' && (
        <ReportErrorDialog
          requestId={view.requestId}
          onClose={close}
          onReported={(after) => {
            close();
            ceremony.update(after);
          }}
        />
      )}
      {dialog === 'notMe' && <NotMeDialog view={view} onClose={close} />}
    </>
  );
}
