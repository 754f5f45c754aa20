import { useState } from 'preact/hooks';
import { extend, type SignRequestView } from '../../api/staff.js';
import { today } from '../../format/date.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { useTexts } from '../../ui/language.js';
import { useAction } from '../../ui/use-action.js';
import { DeskProblem } from '../desk-problem.js';
import { datesOf, mistakesIn, newDatesOf, type DatesDraft } from './new-dates.js';

interface ExtendDialogProps {
  readonly view: SignRequestView;
  readonly onClose: () => void;
  readonly onExtended: () => void;
}

/** New dates; a case whose time has run out is opened again by them. */
export function ExtendDialog({ view, onClose, onExtended }: ExtendDialogProps) {
  const common = useTexts(commonTexts);
  const all = useTexts(deskTexts);
  const texts = all.extend;
  const isExpired = view.state === 'expired';
  const [draft, setDraft] = useState<DatesDraft>(() => datesOf(view));
  const [tried, setTried] = useState(false);
  const action = useAction();
  const mistakes = tried ? mistakesIn(draft, view, today(new Date(), view.body.timeZone)) : [];
  const confirm = (): void => {
    setTried(true);
    if (mistakesIn(draft, view, today(new Date(), view.body.timeZone)).length > 0) return;
    void action.run(async () => {
      await extend(view.id, newDatesOf(draft, view));
      onExtended();
    });
  };
  const errorOf = (...codes: readonly (typeof mistakes)[number][]): string | undefined => mistakes.filter((code) => codes.includes(code)).map((code) => texts.mistakes[code])[0];
  const actions = (
    <>
      <Button kind="primary" busy={action.busy} onClick={confirm}>
        {isExpired ? texts.confirmReopen : texts.confirm}
      </Button>
      <Button onClick={onClose}>{common.cancel}</Button>
    </>
  );
  return (
    <Dialog heading={isExpired ? all.case.reopen : all.case.extend} onClose={onClose} actions={actions}>
      <p>{isExpired ? texts.explainReopen : texts.explain}</p>
      <Field id="extend-due" label={all.create.dueDate} optional={common.optional} error={errorOf('dueDatePassed', 'nothingNew')}>
        {(wiring) => <input {...wiring} class="input" type="date" value={draft.dueDate} onInput={(event) => setDraft({ ...draft, dueDate: event.currentTarget.value })} />}
      </Field>
      <Field id="extend-expiry" label={all.create.expiresOn} hint={all.create.expiresOnHint} optional={common.optional} error={errorOf('expiryPassed')}>
        {(wiring) => <input {...wiring} class="input" type="date" value={draft.expiresOn} onInput={(event) => setDraft({ ...draft, expiresOn: event.currentTarget.value })} />}
      </Field>
      {action.problem !== undefined && <DeskProblem problem={action.problem} />}
    </Dialog>
  );
}
