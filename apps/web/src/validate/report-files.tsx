import { useState } from 'preact/hooks';
import { toProblem, type ProblemDetails } from '../api/problem.js';
import { fetchReport, type ValidationAnswer } from '../api/validation.js';
import { validateTexts } from '../text/validate/index.js';
import { Button } from '../ui/button.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { reportFileName, saveFile, saveJson } from './save-report.js';

interface ReportFilesProps {
  readonly answer: ValidationAnswer;
  readonly file: File;
  readonly onAnother: () => void;
}

/** The result as a file, in the three forms that people and programs want. */
export function ReportFiles({ answer, file, onAnother }: ReportFilesProps) {
  const { language } = useLanguage();
  const texts = useTexts(validateTexts);
  const [busy, setBusy] = useState<'pdf' | 'xml' | undefined>(undefined);
  const [problem, setProblem] = useState<ProblemDetails | undefined>(undefined);
  const save = (face: 'pdf' | 'xml'): void => {
    setBusy(face);
    setProblem(undefined);
    fetchReport(file, face, language)
      .then((content) => saveFile(reportFileName(file.name, face), content))
      .catch((caught: unknown) => setProblem(toProblem(caught)))
      .then(() => setBusy(undefined), () => undefined);
  };
  return (
    <div class="stack stack--tight no-print">
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <div class="row">
        <Button kind="primary" onClick={onAnother}>
          {texts.another}
        </Button>
        <Button onClick={() => save('pdf')} busy={busy === 'pdf'}>
          {texts.reportPdf}
        </Button>
        <Button onClick={() => saveJson(reportFileName(file.name, 'json'), { ...answer, file: file.name })}>{texts.report}</Button>
        <Button onClick={() => save('xml')} busy={busy === 'xml'}>
          {texts.reportXml}
        </Button>
        <Button onClick={() => window.print()}>{texts.print}</Button>
      </div>
    </div>
  );
}
