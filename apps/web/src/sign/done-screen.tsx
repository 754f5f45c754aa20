import { useState } from 'preact/hooks';
import type { CeremonyView } from '../api/ceremony.js';
import { formatInstant } from '../format/date.js';
import { fill } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { CheckIcon, DownloadIcon } from '../ui/icons.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { useFocusOnMount } from '../ui/use-focus.js';
import { ErrorReports } from './error-reports.js';
import { GivenRemark } from './remark-field.js';
import { ProgressList } from './progress-list.js';
import { ReportErrorDialog } from './report-error-dialog.js';
import { MinutesFacts } from './summary.js';
import type { Ceremony } from './use-ceremony.js';

/** Whoever has signed may still find an error, as long as the others have not all signed. */
export function DoneScreen({ view, ceremony }: { readonly view: CeremonyView; readonly ceremony: Ceremony }) {
  const [reporting, setReporting] = useState(false);
  const actions = useTexts(signTexts).actions;
  const { language } = useLanguage();
  const texts = useTexts(signTexts).done;
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const signedAt = view.you.signedAt ?? undefined;
  const all = view.tasks.every((task) => task.state === 'signed' || task.state === 'released');
  return (
    <div class="stack stack--loose">
      <div class="outcome outcome--yes">
        <CheckIcon size={40} />
        <div class="stack stack--tight">
          <h1 tabIndex={-1} ref={heading}>
            {texts.heading}
          </h1>
          {signedAt !== undefined && <p class="lead">{fill(texts.signedAt, { time: formatInstant(signedAt, language, view.body.timeZone) })}</p>}
          <p>{all ? texts.all : texts.rest}</p>
          {view.you.remark !== undefined && <GivenRemark heading={texts.remark} text={view.you.remark} />}
        </div>
      </div>
      <ErrorReports view={view} />
      <div class="read-grid">
        <div class="panel stack">
          <h2>{view.minutes.title}</h2>
          <MinutesFacts view={view} />
          <div>
            <a class="button" href={view.downloadUrl} download>
              <DownloadIcon size={20} />
              {texts.download}
            </a>
          </div>
          {view.requestState === 'awaitingSignatures' && (
            <div class="flush">
              <Button kind="quiet" onClick={() => setReporting(true)}>
                {actions.report}
              </Button>
            </div>
          )}
        </div>
        <div class="panel">
          <ProgressList view={view} />
        </div>
      </div>
      {reporting && (
        <ReportErrorDialog
          requestId={view.requestId}
          onClose={() => setReporting(false)}
          onReported={(after) => {
            setReporting(false);
            ceremony.update(after);
          }}
        />
      )}
    </div>
  );
}
