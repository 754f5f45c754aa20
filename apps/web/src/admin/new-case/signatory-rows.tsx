import { useLayoutEffect, useState } from 'preact/hooks';
import { fill } from '../../text/catalog.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { PlusIcon } from '../../ui/icons.js';
import { useTexts } from '../../ui/language.js';
import { addRow, rowField, type SignatoryDraft } from './case-draft.js';
import { SignatoryRow } from './signatory-row.js';

interface SignatoryRowsProps {
  readonly rows: readonly SignatoryDraft[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (rows: readonly SignatoryDraft[]) => void;
}

/** What was just done: said aloud, and where the focus goes with it. */
interface Done {
  readonly said: string;
  readonly focus?: string;
}

/**
 * A person added gets the focus; a person removed gives it to the button that adds. Both are said aloud. The focus moves in the commit that
 * shows the change, never later: a timer that runs late takes the focus from whoever is typing already, and a space then presses a button.
 */
export function SignatoryRows({ rows, errors, onChange }: SignatoryRowsProps) {
  const texts = useTexts(deskTexts).create;
  const [{ said, focus }, setDone] = useState<Done>({ said: '' });
  useLayoutEffect(() => moveFocus(focus), [said, focus]);
  const add = (): void => {
    const next = addRow(rows);
    onChange(next);
    const row = next[next.length - 1];
    setDone({ said: fill(texts.added, { number: next.length }), ...(row && { focus: rowField(row, 'name') }) });
  };
  const remove = (key: number): void => {
    const next = rows.filter((row) => row.key !== key);
    onChange(next);
    setDone({ said: fill(texts.removed, { count: next.length }), focus: 'add-signatory' });
  };
  const change = (key: number, part: Partial<SignatoryDraft>): void => onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <section class="stack" aria-labelledby="signatories-heading">
      <h2 id="signatories-heading">{texts.signatories}</h2>
      <p class="field__hint">{texts.signatoriesHint}</p>
      {rows.map((row, index) => (
        <SignatoryRow
          key={row.key}
          row={row}
          number={index + 1}
          errors={errors}
          removable={rows.length > 1}
          onChange={(part) => change(row.key, part)}
          onRemove={() => remove(row.key)}
        />
      ))}
      <div id="add-signatory" tabIndex={-1}>
        <Button onClick={add}>
          <PlusIcon size={20} />
          {texts.add}
        </Button>
      </div>
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </section>
  );
}

function moveFocus(id: string | undefined): void {
  const element = id === undefined ? null : document.getElementById(id);
  (element?.querySelector('button') ?? element)?.focus();
}
