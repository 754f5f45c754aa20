import { reportError, type CeremonyView } from '../api/ceremony.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import { WordsDialog } from '../ui/words-dialog.js';
import { SignProblem } from './sign-problem.js';

interface ReportErrorDialogProps {
  readonly requestId: string;
  readonly onClose: () => void;
  readonly onReported: (view: CeremonyView) => void;
}

/** Something is wrong in the minutes: says what and where, and declines nothing. */
export function ReportErrorDialog({ requestId, onClose, onReported }: ReportErrorDialogProps) {
  return (
    <WordsDialog
      texts={useTexts(signTexts).report}
      kind="primary"
      id="report-text"
      draft={`report.${requestId}`}
      onClose={onClose}
      onConfirm={async (text) => onReported(await reportError(text))}
      problem={(problem) => <SignProblem problem={problem} />}
    />
  );
}
