import type { AuthenticationMethod } from '../../api/model/common.js';
import { deskTexts } from '../../text/desk/index.js';
import { useTexts } from '../../ui/language.js';
import type { FieldsProps } from './about-fields.js';

const methods: readonly AuthenticationMethod[] = ['openIdConnect', 'emailCode'];

/** What the choice means for the word "advanced" is said where the choice is made, not in a manual. */
export function MethodChoice({ draft, onChange }: FieldsProps) {
  const texts = useTexts(deskTexts).create;
  const hints = { openIdConnect: texts.openIdConnectHint, emailCode: texts.emailCodeHint };
  return (
    <fieldset>
      <legend class="legend">{texts.method}</legend>
      {methods.map((method) => (
        <label key={method} class={draft.authentication === method ? 'choice choice--chosen' : 'choice'}>
          <input
            type="radio"
            name="authentication"
            value={method}
            checked={draft.authentication === method}
            aria-describedby={`method-${method}`}
            onChange={() => onChange({ authentication: method })}
          />
          <span>
            <span class="choice__label">{texts[method]}</span>
            <span class="small" id={`method-${method}`}>
              {hints[method]}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
