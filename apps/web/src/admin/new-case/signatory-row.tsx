import type { RoleCode } from '../../api/model/common.js';
import { fill } from '../../text/catalog.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { useTexts } from '../../ui/language.js';
import { rowField, signingRoles, type SignatoryDraft } from './case-draft.js';

interface SignatoryRowProps {
  readonly row: SignatoryDraft;
  readonly number: number;
  readonly errors: Readonly<Record<string, string>>;
  readonly removable: boolean;
  readonly onChange: (part: Partial<SignatoryDraft>) => void;
  readonly onRemove: () => void;
}

export function SignatoryRow({ row, number, errors, removable, onChange, onRemove }: SignatoryRowProps) {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts).create;
  const id = (part: Parameters<typeof rowField>[1]): string => rowField(row, part);
  return (
    <fieldset class="signatory panel">
      <legend class="visually-hidden">{fill(texts.person, { number })}</legend>
      <div class="signatory__head">
        <h3 aria-hidden="true">{fill(texts.person, { number })}</h3>
        {removable && (
          <Button kind="quiet" label={fill(texts.removePerson, { number })} onClick={onRemove}>
            {texts.remove}
          </Button>
        )}
      </div>
      <div class="signatory__fields">
        <Field id={id('name')} label={texts.name} error={errors[id('name')]}>
          {(wiring) => <input {...wiring} class="input" type="text" autocomplete="off" value={row.name} onInput={(event) => onChange({ name: event.currentTarget.value })} />}
        </Field>
        <Field id={id('email')} label={texts.email} error={errors[id('email')]}>
          {(wiring) => (
            <input {...wiring} class="input" type="email" inputMode="email" autocomplete="off" value={row.email} onInput={(event) => onChange({ email: event.currentTarget.value })} />
          )}
        </Field>
        <Field id={id('role')} label={texts.role}>
          {(wiring) => (
            <select {...wiring} class="input" value={row.role} onChange={(event) => onChange({ role: event.currentTarget.value as RoleCode })}>
              {signingRoles.map((role) => (
                <option key={role} value={role}>
                  {common.roles[role]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field id={id('roleTitle')} label={texts.roleTitle} optional={common.optional}>
          {(wiring) => (
            <input {...wiring} class="input" type="text" autocomplete="off" value={row.roleTitle} onInput={(event) => onChange({ roleTitle: event.currentTarget.value })} />
          )}
        </Field>
        <Field id={id('step')} label={texts.step} error={errors[id('step')]}>
          {(wiring) => (
            <input {...wiring} class="input" type="text" inputMode="numeric" autocomplete="off" maxLength={2} value={row.step} onInput={(event) => onChange({ step: event.currentTarget.value })} />
          )}
        </Field>
      </div>
      {row.role === 'adjuster' && (
        <div class="stack stack--tight">
          <label class="choice">
            <input type="checkbox" id={id('mayRemark')} checked={row.mayRemark === true} aria-describedby={`${id('mayRemark')}-hint`} onChange={(event) => onChange({ mayRemark: event.currentTarget.checked })} />
            <span>{fill(texts.mayRemark, { number })}</span>
          </label>
          <p class="field__hint" id={`${id('mayRemark')}-hint`}>
            {texts.mayRemarkHint}
          </p>
        </div>
      )}
    </fieldset>
  );
}
