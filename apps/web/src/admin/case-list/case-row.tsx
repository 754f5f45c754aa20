import type { SignRequestSummary } from '../../api/staff.js';
import { formatDate } from '../../format/date.js';
import { fill } from '../../text/catalog.js';
import { deskTexts } from '../../text/desk/index.js';
import { WarningIcon } from '../../ui/icons.js';
import { useLanguage, useTexts } from '../../ui/language.js';
import { useAttentionSentence } from '../attention-notice.js';
import { Link } from '../link.js';
import { paths } from '../route.js';
import { StateBadge } from '../state-badge.js';

export function CaseRow({ item }: { readonly item: SignRequestSummary }) {
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).list;
  const sentence = useAttentionSentence();
  const due = item.dueDate ?? undefined;
  const late = item.overdue === true;
  return (
    <li class="case-row">
      <div class="case-row__main">
        <Link class="case-row__title" to={paths.case(item.id)}>
          {item.title}
        </Link>
        <p class="small muted">
          {[item.registrationNumber, item.body.name, formatDate(item.meetingDate, language)].filter(Boolean).join(' · ')}
        </p>
        {item.attention && (
          <p class="case-row__trouble">
            <WarningIcon size={18} />
            {sentence(item.attention)}
          </p>
        )}
      </div>
      <div class="case-row__state">
        <StateBadge state={item.state} />
      </div>
      <p class="case-row__count">
        <span class="visually-hidden">{texts.signed}: </span>
        {fill(texts.signedOf, { signed: item.signedCount, count: item.taskCount })}
      </p>
      <p class={late ? 'case-row__due case-row__due--late' : 'case-row__due'}>
        {due !== undefined && (
          <>
            {texts.due} {formatDate(due, language)}
            {late && `, ${texts.overdue}`}
          </>
        )}
      </p>
    </li>
  );
}
