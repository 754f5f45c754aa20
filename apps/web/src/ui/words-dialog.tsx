import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ProblemDetails } from '../api/problem.js';
import { commonTexts } from '../text/common/index.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { loadDraft, saveDraft } from './draft.js';
import { Field } from './field.js';
import { useTexts } from './language.js';
import { useAction } from './use-action.js';

/** Characters; as the API's own limit. */
const LONGEST = 2000;

interface WordsDialogProps {
  readonly texts: { readonly heading: string; readonly explain: string; readonly reason: string; readonly hint?: string; readonly required: string; readonly confirm: string };
  readonly kind: 'danger' | 'primary';
  /** Of the text field. */
  readonly id: string;
  /** Where the words are kept while they are typed. */
  readonly draft: string;
  readonly onClose: () => void;
  readonly onConfirm: (words: string) => Promise<void>;
  readonly problem: (problem: ProblemDetails) => ComponentChildren;
  /** What the words are about, above the field. */
  readonly children?: ComponentChildren;
}

/** Asks for a few words that are needed, and keeps them as they are typed: closing the dialog by mistake loses nothing. */
export function WordsDialog({ texts, kind, id, draft, onClose, onConfirm, problem, children }: WordsDialogProps) {
  const common = useTexts(commonTexts);
  const [words, setWords] = useState(() => loadDraft(draft) ?? '');
  const [missing, setMissing] = useState(false);
  const action = useAction();
  const change = (value: string): void => {
    setWords(value);
    saveDraft(draft, value);
    if (value.trim() !== '') setMissing(false);
  };
  const confirm = (): void => {
    if (words.trim() === '') {
      setMissing(true);
      document.getElementById(id)?.focus();
      return;
    }
    void action.run(async () => {
      await onConfirm(words.trim());
      saveDraft(draft, undefined);
    });
  };
  const actions = (
    <>
      <Button kind={kind} busy={action.busy} onClick={confirm}>
        {texts.confirm}
      </Button>
      <Button onClick={onClose}>{common.cancel}</Button>
    </>
  );
  return (
    <Dialog heading={texts.heading} onClose={onClose} actions={actions}>
      <p>{texts.explain}</p>
      {children}
      <Field id={id} label={texts.reason} hint={texts.hint} error={missing ? texts.required : undefined}>
        {(wiring) => <textarea {...wiring} class="input" rows={4} maxLength={LONGEST} value={words} onInput={(event) => change(event.currentTarget.value)} />}
      </Field>
      {action.problem !== undefined && problem(action.problem)}
    </Dialog>
  );
}
