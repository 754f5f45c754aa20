import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CeremonyView } from '../api/ceremony.js';
import { formatInstant } from '../format/date.js';
import { fill } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';

/** What this person has reported, and the answers: on the page as long as the case lives, so that nobody has to remember. */
export function ErrorReports({ view }: { readonly view: CeremonyView }) {
  const { language } = useLanguage();
  const texts = useTexts(signTexts).report;
  const reports = view.errorReports ?? [];
  const box = useFocusOnMore(reports.length);
  if (reports.length === 0) return null;
  const waiting = reports.some((report) => report.answer === undefined);
  return (
    <div tabIndex={-1} ref={box}>
      <Notice tone="info" live="status" heading={waiting ? texts.received : texts.answered}>
        {waiting && view.state !== 'signed' && <p>{texts.notSigned}</p>}
        {reports.map((report) => (
          <div class="stack stack--tight" key={report.at}>
            <p class="small muted">{fill(texts.reportedAt, { time: formatInstant(report.at, language, view.body.timeZone) })}</p>
            <p class="quote">{report.text}</p>
            {report.answer !== undefined && (
              <>
                <p class="small muted">{fill(texts.answeredBy, { sender: view.sender.name })}</p>
                <p class="quote">{report.answer}</p>
              </>
            )}
          </div>
        ))}
      </Notice>
    </div>
  );
}

/** Somebody who has just sent a message was far down in the document: the page goes to where it says that it has arrived. */
function useFocusOnMore(count: number): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current) box.current?.focus();
    before.current = count;
  }, [count]);
  return box;
}
