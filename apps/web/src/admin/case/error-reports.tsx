import { useState } from 'preact/hooks';
import { answerErrorReport, type ErrorReportView, type SignRequestView } from '../../api/staff.js';
import { formatInstant } from '../../format/date.js';
import { fill } from '../../text/catalog.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { useLanguage, useTexts } from '../../ui/language.js';
import { WordsDialog } from '../../ui/words-dialog.js';
import { DeskProblem } from '../desk-problem.js';

interface ErrorReportsProps {
  readonly view: SignRequestView;
  readonly onChanged: () => void;
}

/** Errors that signatories have reported: what waits for an answer holds the case, what was answered stays to be read. */
export function ErrorReports({ view, onChanged }: ErrorReportsProps) {
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).reports;
  const [answering, setAnswering] = useState<ErrorReportView | undefined>(undefined);
  const reports = view.errorReports ?? [];
  if (reports.length === 0) return null;
  const nameOf = (taskId: string): string => view.tasks.find((task) => task.id === taskId)?.name ?? '';
  const time = (instant: string): string => formatInstant(instant, language, view.body.timeZone);
  return (
    <section class="panel stack" aria-labelledby="reports-heading">
      <h2 id="reports-heading">{texts.heading}</h2>
      {reports.map((report) => (
        <div class="stack stack--tight" key={report.id}>
          <p class="small muted">{fill(texts.by, { name: nameOf(report.taskId), time: time(report.at) })}</p>
          <p class="quote">{report.text}</p>
          {report.answer !== undefined && <p class="small muted">{fill(texts.answered, { time: time(report.answeredAt ?? report.at) })}</p>}
          {report.answer !== undefined && <p class="quote">{report.answer}</p>}
          {report.answer === undefined && view.state === 'awaitingSignatures' && (
            <div>
              <Button label={fill(texts.answerTo, { name: nameOf(report.taskId) })} onClick={() => setAnswering(report)}>
                {texts.answer}
              </Button>
            </div>
          )}
        </div>
      ))}
      {answering !== undefined && (
        <WordsDialog
          texts={texts.dialog}
          kind="primary"
          id="report-answer"
          draft={`answer.${answering.id}`}
          onClose={() => setAnswering(undefined)}
          onConfirm={async (answer) => {
            await answerErrorReport(view.id, answering.id, answer);
            setAnswering(undefined);
            onChanged();
          }}
          problem={(problem) => <DeskProblem problem={problem} />}
        >
          <p class="quote">{answering.text}</p>
        </WordsDialog>
      )}
    </section>
  );
}
