import { useState } from 'preact/hooks';
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

/** A person added gets the focus; a person removed gives it to the button that adds. Both are said aloud. */
export function SignatoryRows({ rows, errors, onChange }: SignatoryRowsProps) {
  const texts = useTexts(deskTexts).create;
  const [said, setSaid] = useState('');
  const add = (): void => {
    const next = addRow(rows);
    onChange(next);
    setSaid(fill(texts.added, { number: next.length }));
    const row = next[next.length - 1];
    if (row !== undefined) focusSoon(rowField(row, 'name'));
  };
  const remove = (key: number): void => {
    const next = rows.filter((row) => row.key !== key);
    onChange(next);
    setSaid(fill(texts.removed, { count: next.length }));
    focusSoon('add-signatory');
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

function focusSoon(id: string): void {
  setTimeout(() => {
    const element = document.getElementById(id);
    (element?.querySelector('button') ?? element)?.focus();
  }, 0);
}
