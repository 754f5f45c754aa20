import { useState } from 'preact/hooks';
import { decline, type CeremonyView } from '../api/ceremony.js';
import { commonTexts } from '../text/common/index.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { loadDraft, saveDraft } from '../ui/draft.js';
import { Field } from '../ui/field.js';
import { useTexts } from '../ui/language.js';
import { useAction } from '../ui/use-action.js';
import { SignProblem } from './sign-problem.js';

interface DeclineDialogProps {
  readonly requestId: string;
  readonly onClose: () => void;
  readonly onDeclined: (view: CeremonyView) => void;
}

const LONGEST_REASON = 2000;

/** Declining needs a reason, and the reason is kept as it is typed: closing the dialog by mistake loses nothing. */
export function DeclineDialog({ requestId, onClose, onDeclined }: DeclineDialogProps) {
  const common = useTexts(commonTexts);
  const texts = useTexts(signTexts).decline;
  const draft = `decline.${requestId}`;
  const [reason, setReason] = useState(() => loadDraft(draft) ?? '');
  const [missing, setMissing] = useState(false);
  const action = useAction();
  const change = (value: string): void => {
    setReason(value);
    saveDraft(draft, value);
    if (value.trim() !== '') setMissing(false);
  };
  const confirm = (): void => {
    if (reason.trim() === '') {
      setMissing(true);
      document.getElementById('decline-reason')?.focus();
      return;
    }
    void action.run(async () => {
      const view = await decline(reason.trim());
      saveDraft(draft, undefined);
      onDeclined(view);
    });
  };
  const actions = (
    <>
      <Button kind="danger" busy={action.busy} onClick={confirm}>
        {texts.confirm}
      </Button>
      <Button onClick={onClose}>{common.cancel}</Button>
    </>
  );
  return (
    <Dialog heading={texts.heading} onClose={onClose} actions={actions}>
      <p>{texts.explain}</p>
      <Field id="decline-reason" label={texts.reason} hint={texts.hint} error={missing ? texts.required : undefined}>
        {(wiring) => <textarea {...wiring} class="input" rows={4} maxLength={LONGEST_REASON} value={reason} onInput={(event) => change(event.currentTarget.value)} />}
      </Field>
      {action.problem !== undefined && <SignProblem problem={action.problem} />}
    </Dialog>
  );
}
