import { useEffect } from 'preact/hooks';
import { openDownload, type DownloadView } from '../api/downloads.js';
import type { ProblemDetails } from '../api/problem.js';
import { formatInstant } from '../format/date.js';
import { formatSize } from '../format/size.js';
import { roleWord } from '../sign/role-word.js';
import { fill } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { downloadTexts } from '../text/download/index.js';
import { Button } from '../ui/button.js';
import { Fingerprint } from '../ui/fingerprint.js';
import { DownloadIcon } from '../ui/icons.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { useLoaded } from '../ui/use-loaded.js';

/** `/d/<token>`: the finished file, for those whom the completion mail went to. */
export function DownloadApp() {
  const common = useTexts(commonTexts);
  const texts = useTexts(downloadTexts);
  const { suggest } = useLanguage();
  const token = /^\/d\/([\w-]+)/.exec(window.location.pathname)?.[1] ?? '';
  const opened = useLoaded(() => openDownload(token), token);
  const view = opened.value;
  useEffect(() => {
    if (view !== undefined) suggest(view.minutes.language);
  }, [view, suggest]);
  return (
    <Page name={view?.body.name ?? common.product} title={opened.problem === undefined ? texts.title : texts.deadTitle} width="narrow">
      {opened.loading && view === undefined && <p role="status">{common.loading}</p>}
      {opened.problem !== undefined && <DeadDownload problem={opened.problem} onRetry={opened.reload} />}
      {view !== undefined && <Finished view={view} />}
    </Page>
  );
}

function DeadDownload({ problem, onRetry }: { readonly problem: ProblemDetails; readonly onRetry: () => void }) {
  const { language } = useLanguage();
  const common = useTexts(commonTexts);
  const texts = useTexts(downloadTexts);
  const refused = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
  if (!refused) {
    return (
      <div class="stack">
        <h1>{texts.title}</h1>
        <ProblemNotice problem={problem}>
          <Button onClick={onRetry}>{common.tryAgain}</Button>
        </ProblemNotice>
      </div>
    );
  }
  const why = language === 'sv' ? problem.detailSv : problem.detailEn;
  return (
    <div class="stack">
      <h1>{texts.deadTitle}</h1>
      {why !== undefined && <p class="lead">{why}</p>}
      <p>{texts.deadText}</p>
    </div>
  );
}

function Finished({ view }: { readonly view: DownloadView }) {
  const { language } = useLanguage();
  const texts = useTexts(downloadTexts);
  const time = (instant: string): string => formatInstant(instant, language, view.body.timeZone);
  return (
    <div class="stack stack--loose">
      <div class="stack">
        <h1>{view.minutes.title}</h1>
        <p class="lead">{texts.lead}</p>
        <div>
          <a class="button button--primary" href={view.downloadUrl} download={view.fileName}>
            <DownloadIcon size={20} />
            {fill(texts.button, { size: formatSize(view.length, language) })}
          </a>
        </div>
        <p>{texts.keep}</p>
        <p>
          <a href="/validate">{texts.check}</a>
        </p>
      </div>
      <section class="panel stack stack--tight" aria-labelledby="signatories-heading">
        <h2 id="signatories-heading">{texts.signatories}</h2>
        <ul>
          {view.signatories.map((person) => (
            <li key={person.name}>
              <strong>{person.name}</strong>, {roleWord(person, language)}
              {person.withRemark === true && `, ${texts.withRemark}`}
              {person.signedAt && <span class="muted small"> – {time(person.signedAt)}</span>}
            </li>
          ))}
        </ul>
      </section>
      <section class="panel stack" aria-label={texts.fileName}>
        <dl class="facts">
          <div>
            <dt>{texts.fileName}</dt>
            <dd>{view.fileName}</dd>
          </div>
          <div>
            <dt>{texts.completedAt}</dt>
            <dd>{time(view.completedAt)}</dd>
          </div>
        </dl>
        <Fingerprint sha256={view.sha256} label={texts.fingerprint} />
      </section>
    </div>
  );
}
