import { deskTexts } from '../../text/desk/index.js';
import { fill } from '../../text/catalog.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { useTexts } from '../../ui/language.js';
import { Notice } from '../../ui/notice.js';
import type { FieldsProps } from './about-fields.js';

/** Only where these minutes come instead of a case: which, and what was corrected. */
export function CorrectionFields({ draft, errors, onChange }: FieldsProps) {
  const texts = useTexts(deskTexts).correction;
  if (draft.supersedes === undefined) return null;
  return (
    <section class="stack" aria-labelledby="correction-heading">
      <h2 id="correction-heading">{texts.heading}</h2>
      <Notice tone="info">
        <p>{fill(texts.explain, { title: draft.supersedes.title })}</p>
        <div class="flush">
          <Button kind="quiet" onClick={() => onChange({ supersedes: undefined, correction: '' })}>
            {texts.stop}
          </Button>
        </div>
      </Notice>
      <Field id="correction" label={texts.label} hint={texts.hint} error={errors['correction']}>
        {(wiring) => <textarea {...wiring} class="input" rows={3} maxLength={2000} value={draft.correction} onInput={(event) => onChange({ correction: event.currentTarget.value })} />}
      </Field>
    </section>
  );
}
