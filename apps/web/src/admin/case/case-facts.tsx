import type { SignRequestView } from '../../api/staff.js';
import { formatDate, formatInstant, formatUntil } from '../../format/date.js';
import { fill } from '../../text/catalog.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { useLanguage, useTexts } from '../../ui/language.js';

export function CaseFacts({ view }: { readonly view: SignRequestView }) {
  const { language } = useLanguage();
  const common = useTexts(commonTexts);
  const all = useTexts(deskTexts);
  const texts = all.case;
  const time = (instant: string): string => formatInstant(instant, language, view.body.timeZone);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [texts.body, view.body.name],
    [texts.meeting, formatDate(view.meeting.date, language)],
    [texts.registrationNumber, view.registrationNumber ?? undefined],
    [texts.due, view.dueDate ? `${formatDate(view.dueDate, language)}${view.overdue === true ? `, ${all.list.overdue}` : ''}` : undefined],
    [texts.expires, view.expiresAt ? formatUntil(view.expiresAt, language, view.body.timeZone) : undefined],
    [texts.pages, String(view.pageCount)],
    [texts.language, view.language === 'sv' ? all.create.sv : all.create.en],
    [texts.method, `${common.methods[view.authentication]}. ${fill(texts.level, { level: common.levels[view.requiredLevelOfAssurance] })}`],
    [texts.created, time(view.createdAt)],
    [texts.completed, view.completedAt ? time(view.completedAt) : undefined],
  ];
  return (
    <section class="panel stack" aria-labelledby="facts-heading">
      <h2 id="facts-heading">{texts.facts}</h2>
      <dl class="facts">
        {facts.map(([name, value]) =>
          value === undefined || value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {view.pdfaClaim && <p class="small muted">{fill(texts.pdfa, { part: view.pdfaClaim.part, conformance: String(view.pdfaClaim.conformance).toLowerCase() })}</p>}
    </section>
  );
}
