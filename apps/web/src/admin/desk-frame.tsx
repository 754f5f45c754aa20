import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { listMails } from '../api/mails.js';
import { commonTexts } from '../text/common/index.js';
import { deskTexts } from '../text/desk/index.js';
import { Button } from '../ui/button.js';
import { useTexts } from '../ui/language.js';
import { Page } from '../ui/page.js';
import { useAction } from '../ui/use-action.js';
import { Link } from './link.js';
import { paths, type Route } from './route.js';

interface DeskFrameProps {
  readonly route: Route;
  readonly onLeave: () => Promise<void>;
  readonly children: ComponentChildren;
}

export function DeskFrame({ route, onLeave, children }: DeskFrameProps) {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts);
  const leaving = useAction();
  const hasMails = useHasMails();
  const title = route.page === 'newCase' ? texts.create.title : route.page === 'mails' || route.page === 'mail' ? texts.mails.title : texts.list.title;
  const tools = (
    <Button kind="quiet" busy={leaving.busy} onClick={() => void leaving.run(onLeave)}>
      {texts.nav.signOut}
    </Button>
  );
  return (
    <Page name={common.product} about={texts.about} title={title} width="wide" tools={tools} footer={false}>
      <nav class="desk-nav" aria-label={texts.nav.label}>
        <Link to={paths.cases} current={route.page === 'cases' || route.page === 'case'}>
          {texts.nav.cases}
        </Link>
        <Link to={paths.newCase} current={route.page === 'newCase'}>
          {texts.nav.newCase}
        </Link>
        {hasMails && (
          <Link to={paths.mails} current={route.page === 'mails' || route.page === 'mail'}>
            {texts.nav.mails}
          </Link>
        )}
      </nav>
      {children}
    </Page>
  );
}

/** The page of caught mails exists only in the demo: elsewhere the API does not know the address. */
function useHasMails(): boolean {
  const [has, setHas] = useState(false);
  useEffect(() => {
    listMails().then(
      () => setHas(true),
      () => setHas(false),
    );
  }, []);
  return has;
}
