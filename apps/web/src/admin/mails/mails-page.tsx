import { listMails } from '../../api/mails.js';
import { formatInstant } from '../../format/date.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { useLanguage, useTexts } from '../../ui/language.js';
import { Notice } from '../../ui/notice.js';
import { useLoaded } from '../../ui/use-loaded.js';
import { DeskProblem } from '../desk-problem.js';
import { Link } from '../link.js';
import { paths } from '../route.js';

/** Mails caught in the demo, newest first. */
export function MailsPage() {
  const { language } = useLanguage();
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts);
  const mails = useLoaded(listMails, 'mails');
  const items = mails.value?.items ?? [];
  const absent = mails.problem?.status === 404;
  return (
    <div class="stack">
      <div class="row row--spread">
        <h1>{texts.mails.title}</h1>
        <Button kind="quiet" busy={mails.loading} onClick={mails.reload}>
          {texts.list.reload}
        </Button>
      </div>
      {absent ? <Notice tone="info" heading={texts.mails.none} /> : <p>{texts.mails.lead}</p>}
      {mails.problem !== undefined && !absent && <DeskProblem problem={mails.problem} />}
      {mails.loading && mails.value === undefined && <p role="status">{common.loading}</p>}
      {mails.value !== undefined && items.length === 0 && <p>{texts.mails.empty}</p>}
      <ul class="cases">
        {items.map((mail) => (
          <li class="mail-row" key={mail.id}>
            <Link class="case-row__title" to={paths.mail(mail.id)}>
              {mail.subject}
            </Link>
            <p class="small muted">
              {texts.mails.to} {mail.to.join(', ')} · {formatInstant(mail.at, language)}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
