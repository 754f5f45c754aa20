import type { BodyView } from '../../api/staff.js';
import type { Language } from '../../api/model/common.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { Field } from '../../ui/field.js';
import { useTexts } from '../../ui/language.js';
import type { CaseDraft } from './case-draft.js';

export interface FieldsProps {
  readonly draft: CaseDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (part: Partial<CaseDraft>) => void;
}

export function AboutFields({ draft, errors, onChange, bodies }: FieldsProps & { readonly bodies: readonly BodyView[] }) {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts).create;
  return (
    <section class="stack" aria-labelledby="about-heading">
      <h2 id="about-heading">{texts.about}</h2>
      <div class="panel stack">
        <Field id="title" label={texts.minutesTitle} hint={texts.minutesTitleHint} error={errors['title']}>
          {(wiring) => <input {...wiring} class="input" type="text" autocomplete="off" value={draft.title} onInput={(event) => onChange({ title: event.currentTarget.value })} />}
        </Field>
        <div class="field-grid">
          <Field id="body" label={texts.body} error={errors['body']}>
            {(wiring) => (
              <select {...wiring} class="input" value={draft.bodyId} onChange={(event) => onChange({ bodyId: event.currentTarget.value })}>
                {draft.bodyId === '' && <option value="" />}
                {bodies.map((body) => (
                  <option key={body.id} value={body.id}>
                    {body.displayName}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field id="registrationNumber" label={texts.registrationNumber} optional={common.optional}>
            {(wiring) => (
              <input {...wiring} class="input" type="text" autocomplete="off" value={draft.registrationNumber} onInput={(event) => onChange({ registrationNumber: event.currentTarget.value })} />
            )}
          </Field>
          <Field id="meetingDate" label={texts.meetingDate} error={errors['meetingDate']}>
            {(wiring) => <input {...wiring} class="input" type="date" value={draft.meetingDate} onInput={(event) => onChange({ meetingDate: event.currentTarget.value })} />}
          </Field>
          <Field id="dueDate" label={texts.dueDate} hint={texts.dueDateHint} optional={common.optional}>
            {(wiring) => <input {...wiring} class="input" type="date" value={draft.dueDate} onInput={(event) => onChange({ dueDate: event.currentTarget.value })} />}
          </Field>
          <Field id="expiresOn" label={texts.expiresOn} hint={texts.expiresOnHint} optional={common.optional} error={errors['expiresOn']}>
            {(wiring) => <input {...wiring} class="input" type="date" value={draft.expiresOn} onInput={(event) => onChange({ expiresOn: event.currentTarget.value })} />}
          </Field>
          <Field id="language" label={texts.language}>
            {(wiring) => (
              <select {...wiring} class="input" value={draft.language} onChange={(event) => onChange({ language: event.currentTarget.value as Language })}>
                <option value="sv">{texts.sv}</option>
                <option value="en">{texts.en}</option>
              </select>
            )}
          </Field>
          <Field id="sender" label={texts.sender} hint={texts.senderHint} error={errors['sender']}>
            {(wiring) => <input {...wiring} class="input" type="text" autocomplete="name" value={draft.senderName} onInput={(event) => onChange({ senderName: event.currentTarget.value })} />}
          </Field>
          <Field id="senderEmail" label={texts.senderEmail} hint={texts.senderEmailHint} optional={common.optional} error={errors['senderEmail']}>
            {(wiring) => <input {...wiring} class="input" type="email" autocomplete="email" value={draft.senderEmail} onInput={(event) => onChange({ senderEmail: event.currentTarget.value })} />}
          </Field>
        </div>
      </div>
    </section>
  );
}
