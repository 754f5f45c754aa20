import { useState } from 'preact/hooks';
import { correctAddress, substitute, type SignTaskView } from '../../api/staff.js';
import { fill } from '../../text/catalog.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { loadDraft, saveDraft } from '../../ui/draft.js';
import { Field } from '../../ui/field.js';
import { useTexts } from '../../ui/language.js';
import { useAction } from '../../ui/use-action.js';
import { DeskProblem } from '../desk-problem.js';

export type PersonChange = 'substitute' | 'address';

interface ChangePersonProps {
  readonly requestId: string;
  readonly task: SignTaskView;
  readonly what: PersonChange;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

interface Typed {
  readonly name: string;
  readonly email: string;
  readonly reason: string;
}

const parts = { substitute: ['name', 'email', 'reason'], address: ['email'] } as const;

/** Somebody else in a signatory's place, or another address for the same person. What is typed is kept while the tab lives. */
export function ChangePersonDialog({ requestId, task, what, onClose, onChanged }: ChangePersonProps) {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts).person;
  const key = `${what}.${task.id}`;
  const [typed, setTyped] = useState<Typed>(() => restore(key));
  const [tried, setTried] = useState(false);
  const action = useAction();
  const change = (part: Partial<Typed>): void => {
    const after = { ...typed, ...part };
    setTyped(after);
    saveDraft(key, JSON.stringify(after));
  };
  const missing = parts[what].filter((part) => typed[part].trim() === '');
  const errorOf = (part: keyof Typed): string | undefined => (tried && missing.some((one) => one === part) ? texts.required[part] : undefined);
  const confirm = (): void => {
    const [first] = missing;
    if (first !== undefined) {
      setTried(true);
      document.getElementById(`person-${first}`)?.focus();
      return;
    }
    void action.run(async () => {
      const email = typed.email.trim();
      if (what === 'address') await correctAddress(requestId, task.id, email);
      else await substitute(requestId, task.id, { name: typed.name.trim(), email, reason: typed.reason.trim() });
      saveDraft(key, undefined);
      onChanged();
    });
  };
  const actions = (
    <>
      <Button kind="primary" busy={action.busy} onClick={confirm}>
        {texts[what].confirm}
      </Button>
      <Button onClick={onClose}>{common.cancel}</Button>
    </>
  );
  return (
    <Dialog heading={fill(texts[what].heading, { name: task.name })} onClose={onClose} actions={actions}>
      <p>{fill(texts[what].explain, { name: task.name })}</p>
      {what === 'substitute' && (
        <Field id="person-name" label={texts.name} error={errorOf('name')}>
          {(wiring) => <input {...wiring} class="input" type="text" autocomplete="off" value={typed.name} onInput={(event) => change({ name: event.currentTarget.value })} />}
        </Field>
      )}
      <Field id="person-email" label={texts.email} error={errorOf('email')}>
        {(wiring) => <input {...wiring} class="input" type="email" inputMode="email" autocomplete="off" value={typed.email} onInput={(event) => change({ email: event.currentTarget.value })} />}
      </Field>
      {what === 'substitute' && (
        <Field id="person-reason" label={texts.reason} hint={fill(texts.reasonHint, { name: task.name })} error={errorOf('reason')}>
          {(wiring) => <textarea {...wiring} class="input" rows={3} maxLength={2000} value={typed.reason} onInput={(event) => change({ reason: event.currentTarget.value })} />}
        </Field>
      )}
      {action.problem !== undefined && <DeskProblem problem={action.problem} />}
    </Dialog>
  );
}

function restore(key: string): Typed {
  const empty = { name: '', email: '', reason: '' };
  try {
    const stored = JSON.parse(loadDraft(key) ?? '{}') as Partial<Typed>;
    return { name: String(stored.name ?? ''), email: String(stored.email ?? ''), reason: String(stored.reason ?? '') };
  } catch {
    return empty;
  }
}
