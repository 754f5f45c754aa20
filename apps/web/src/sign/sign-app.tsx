import { useEffect } from 'preact/hooks';
import { commonTexts } from '../text/common/index.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { CeremonyScreens } from './ceremony-screens.js';
import { DeadLink } from './dead-link.js';
import { SessionEnded } from './session-ended.js';
import { useCeremony, type Ceremony } from './use-ceremony.js';

/** The signatory page: `/s/<token>` and `/sign`. */
export function SignApp() {
  const ceremony = useCeremony(window.location.pathname);
  const { suggest } = useLanguage();
  const { entry } = ceremony;
  const language = entry.kind === 'view' ? entry.view.minutes.language : undefined;
  useEffect(() => {
    if (language !== undefined) suggest(language);
  }, [language, suggest]);
  if (entry.kind === 'view') return <CeremonyScreens view={entry.view} ceremony={ceremony} />;
  return <Outside ceremony={ceremony} />;
}

/** Everything that is not the case itself. */
function Outside({ ceremony }: { readonly ceremony: Ceremony }) {
  const common = useTexts(commonTexts);
  const texts = useTexts(signTexts);
  const { entry, retry } = ceremony;
  const title = entry.kind === 'deadLink' ? texts.documentTitle.deadLink : texts.documentTitle.read;
  return (
    <Page name={common.product} title={title} width="narrow">
      {entry.kind === 'loading' && <p role="status">{common.loading}</p>}
      {entry.kind === 'deadLink' && <DeadLink token={entry.token} problem={entry.problem} />}
      {entry.kind === 'sessionEnded' && <SessionEnded />}
      {entry.kind === 'problem' && (
        <div class="stack">
          <h1>{texts.documentTitle.read}</h1>
          <ProblemNotice problem={entry.problem}>
            <Button onClick={retry}>{common.tryAgain}</Button>
          </ProblemNotice>
        </div>
      )}
    </Page>
  );
}
