import { useEffect, useRef } from 'preact/hooks';
import { commonTexts } from '../../text/common/index.js';
import { useTexts } from '../../ui/language.js';

export interface Mistake {
  readonly field: string;
  readonly text: string;
}

/** Everything that is to be corrected, in one place, each leading to its field. Takes the focus when it appears. */
export function ErrorSummary({ mistakes }: { readonly mistakes: readonly Mistake[] }) {
  const texts = useTexts(commonTexts);
  const box = useRef<HTMLDivElement>(null);
  const any = mistakes.length > 0;
  useEffect(() => {
    if (any) box.current?.focus();
    // Only when the summary appears: it must not steal the focus from the field that is being corrected.
  }, []);
  if (!any) return null;
  return (
    <div class="notice notice--no" tabIndex={-1} ref={box} role="group" aria-labelledby="mistakes-heading">
      <div class="notice__content">
        <p id="mistakes-heading">
          <strong>{texts.checkFields}</strong>
        </p>
        <ul>
          {mistakes.map(({ field, text }) => (
            <li key={field + text}>
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(field)?.focus();
                }}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
