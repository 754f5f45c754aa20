import { withdraw } from '../../api/staff.js';
import { deskTexts } from '../../text/desk/index.js';
import { useTexts } from '../../ui/language.js';
import { WordsDialog } from '../../ui/words-dialog.js';
import { DeskProblem } from '../desk-problem.js';

interface WithdrawDialogProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onWithdrawn: () => void;
}

export function WithdrawDialog({ id, onClose, onWithdrawn }: WithdrawDialogProps) {
  const { withdrawHeading, withdrawExplain, withdrawReason, withdrawRequired, withdrawConfirm } = useTexts(deskTexts).case;
  return (
    <WordsDialog
      texts={{ heading: withdrawHeading, explain: withdrawExplain, reason: withdrawReason, required: withdrawRequired, confirm: withdrawConfirm }}
      kind="danger"
      id="withdraw-reason"
      draft={`withdraw.${id}`}
      onClose={onClose}
      onConfirm={async (reason) => {
        await withdraw(id, reason);
        onWithdrawn();
      }}
      problem={(problem) => <DeskProblem problem={problem} />}
    />
  );
}
