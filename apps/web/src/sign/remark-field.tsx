import { useState } from 'preact/hooks';
import { plural } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { signTexts } from '../text/sign/index.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import type { Remark } from './use-remark.js';

/** From here on the end is near enough to be said aloud. */
const fewLeft = 20;

/** Where an adjuster who may do so writes what they sign with. Open when there is something in it. */
export function RemarkField({ remark }: { readonly remark: Remark }) {
  const common = useTexts(commonTexts);
  const texts = useTexts(signTexts).remark;
  const { left } = remark;
  // Only at first: it must not close under whoever takes the last letter away.
  const [isOpen] = useState(remark.text !== '');
  if (left === undefined) return null;
  const count = left < 0 ? plural(-left, texts.tooLong) : plural(left, texts.left);
  return (
    <details class="disclosure" open={isOpen}>
      <summary>{texts.summary}</summary>
      <div class="stack stack--tight">
        <Field id="remark" label={texts.label} hint={texts.hint} optional={common.optional} error={left < 0 ? count : undefined}>
          {(wiring) => (
            <textarea
              {...wiring}
              class="input"
              rows={3}
              value={remark.text}
              onInput={(event) => remark.change(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') event.preventDefault();
              }}
            />
          )}
        </Field>
        {left >= 0 && <p class="small muted">{count}</p>}
        <p class="visually-hidden" role="status">
          {left <= fewLeft && count}
        </p>
        {remark.text.trim() !== '' && <p>{texts.next}</p>}
      </div>
    </details>
  );
}

/** To what is wrong with it, from the button that cannot go on because of it. */
export function focusRemark(): void {
  const field = document.getElementById('remark');
  field?.closest('details')?.setAttribute('open', '');
  field?.focus();
}

/** Beside the identification: that one is about to sign with a remark, word for word, and the way back to change it. */
export function RemarkNotice({ remark, onChange }: { readonly remark: Remark; readonly onChange: () => void }) {
  const texts = useTexts(signTexts).remark;
  const said = remark.text.trim();
  if (said === '') return null;
  return (
    <Notice tone="info" heading={texts.youSignWith}>
      <p class="quote">{said}</p>
      <div class="flush">
        <Button kind="quiet" onClick={onChange}>
          {texts.change}
        </Button>
      </div>
    </Notice>
  );
}

/** The words of a remark that was approved or signed with. */
export function GivenRemark({ text, heading }: { readonly text: string; readonly heading: string }) {
  return (
    <div>
      <p class="muted small">{heading}</p>
      <p class="quote">{text}</p>
    </div>
  );
}
