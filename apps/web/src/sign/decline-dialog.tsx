import { decline, type CeremonyView } from '../api/ceremony.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import { WordsDialog } from '../ui/words-dialog.js';
import { SignProblem } from './sign-problem.js';

interface DeclineDialogProps {
  readonly requestId: string;
  readonly onClose: () => void;
  readonly onDeclined: (view: CeremonyView) => void;
}

/** Declining needs a reason. */
export function DeclineDialog({ requestId, onClose, onDeclined }: DeclineDialogProps) {
  return (
    <WordsDialog
      texts={useTexts(signTexts).decline}
      kind="danger"
      id="decline-reason"
      draft={`decline.${requestId}`}
      onClose={onClose}
      onConfirm={async (reason) => onDeclined(await decline(reason))}
      problem={(problem) => <SignProblem problem={problem} />}
    />
  );
}
