import { commonTexts } from '../text/common/index.js';
import { deskTexts } from '../text/desk/index.js';
import { Button } from '../ui/button.js';
import { useTexts } from '../ui/language.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { CaseListPage } from './case-list/case-list-page.js';
import { CasePage } from './case/case-page.js';
import { DeskFrame } from './desk-frame.js';
import { LoginPage } from './login-page.js';
import { MailPage } from './mails/mail-page.js';
import { MailsPage } from './mails/mails-page.js';
import { NewCasePage } from './new-case/new-case-page.js';
import { useRoute, type Route } from './route.js';
import { SessionContext, useStaffSession } from './staff-session.js';

/** The desk: behind the secret, one page at a time. */
export function AdminApp() {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts);
  const session = useStaffSession();
  const route = useRoute();
  if (session.state === 'out' || session.state === 'ended') return <LoginPage ended={session.state === 'ended'} onEntered={session.entered} />;
  if (session.state !== 'in') {
    return (
      <Page name={common.product} about={texts.about} title={texts.login.title} width="narrow" footer={false}>
        {session.problem === undefined ? (
          <p role="status">{common.loading}</p>
        ) : (
          <ProblemNotice problem={session.problem}>
            <Button onClick={session.askAgain}>{common.tryAgain}</Button>
          </ProblemNotice>
        )}
      </Page>
    );
  }
  return (
    <SessionContext.Provider value={session.ended}>
      <DeskFrame route={route} onLeave={session.leave}>
        <DeskPage route={route} />
      </DeskFrame>
    </SessionContext.Provider>
  );
}

function DeskPage({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'newCase':
      return <NewCasePage />;
    case 'case':
      return <CasePage key={route.id} id={route.id} />;
    case 'mails':
      return <MailsPage />;
    case 'mail':
      return <MailPage key={route.id} id={route.id} />;
    case 'cases':
      return <CaseListPage />;
  }
}
