import { useState } from 'preact/hooks';
import { withdraw } from '../../api/staff.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { loadDraft, saveDraft } from '../../ui/draft.js';
import { Field } from '../../ui/field.js';
import { useTexts } from '../../ui/language.js';
import { useAction } from '../../ui/use-action.js';
import { DeskProblem } from '../desk-problem.js';

interface WithdrawDialogProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onWithdrawn: () => void;
}

export function WithdrawDialog({ id, onClose, onWithdrawn }: WithdrawDialogProps) {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts).case;
  const draft = `withdraw.${id}`;
  const [reason, setReason] = useState(() => loadDraft(draft) ?? '');
  const [missing, setMissing] = useState(false);
  const action = useAction();
  const confirm = (): void => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') {
      document.getElementById('withdraw-reason')?.focus();
      return;
    }
    void action.run(async () => {
      await withdraw(id, reason.trim());
      saveDraft(draft, undefined);
      onWithdrawn();
    });
  };
  const actions = (
    <>
      <Button kind="danger" busy={action.busy} onClick={confirm}>
        {texts.withdrawConfirm}
      </Button>
      <Button onClick={onClose}>{common.cancel}</Button>
    </>
  );
  return (
    <Dialog heading={texts.withdrawHeading} onClose={onClose} actions={actions}>
      <p>{texts.withdrawExplain}</p>
      <Field id="withdraw-reason" label={texts.withdrawReason} error={missing ? texts.withdrawRequired : undefined}>
        {(wiring) => (
          <textarea
            {...wiring}
            class="input"
            rows={4}
            maxLength={2000}
            value={reason}
            onInput={(event) => {
              setReason(event.currentTarget.value);
              saveDraft(draft, event.currentTarget.value);
            }}
          />
        )}
      </Field>
      {action.problem !== undefined && <DeskProblem problem={action.problem} />}
    </Dialog>
  );
}
