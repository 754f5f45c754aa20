import type { CeremonyView } from '../api/ceremony.js';
import { formatDate, formatUntil, formatWeekday, isEndOfDay, today } from '../format/date.js';
import { fill, plural } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { signTexts } from '../text/sign/index.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { roleWord } from './role-word.js';

/** Who asks for what: the sentence on top of the read screen. */
export function AskedFor({ view }: { readonly view: CeremonyView }) {
  const { language } = useLanguage();
  const texts = useTexts(signTexts).read;
  const role = roleWord(view.you, language);
  const due = view.dueDate ?? undefined;
  const overdue = due !== undefined && due < today(new Date(), view.body.timeZone);
  return (
    <div class="stack stack--tight">
      <p class="lead">
        <strong>{due === undefined || overdue ? fill(texts.youSign, { role }) : fill(texts.youSignBy, { role, date: formatWeekday(due, language) })}</strong>
      </p>
      {overdue && <p class="overdue">{fill(texts.overdue, { date: formatDate(due, language) })}</p>}
      {view.expiresAt && <p>{fill(isEndOfDay(view.expiresAt, view.body.timeZone) ? texts.untilDay : texts.until, { time: formatUntil(view.expiresAt, language, view.body.timeZone) })}</p>}
      <p>{fill(texts.askedBy, { sender: view.sender.name })}</p>
    </div>
  );
}

/** The facts of the document, as the register has them. */
export function MinutesFacts({ view }: { readonly view: CeremonyView }) {
  const { language } = useLanguage();
  const common = useTexts(commonTexts);
  const texts = useTexts(signTexts).read;
  const { minutes } = view;
  return (
    <dl class="facts">
      <div>
        <dt>{texts.meetingDate}</dt>
        <dd>{formatDate(minutes.meetingDate, language)}</dd>
      </div>
      {minutes.registrationNumber && (
        <div>
          <dt>{texts.registrationNumber}</dt>
          <dd>{minutes.registrationNumber}</dd>
        </div>
      )}
      <div>
        <dt>{texts.length}</dt>
        <dd>{plural(minutes.pageCount, common.pages)}</dd>
      </div>
      <div>
        <dt>{texts.sender}</dt>
        <dd>{view.sender.name}</dd>
      </div>
    </dl>
  );
}
