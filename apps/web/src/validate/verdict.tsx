import type { DocumentStatus, ReportTexts } from '../api/validation.js';
import { CheckIcon, CrossIcon, InfoIcon, QuestionIcon, WarningIcon } from '../ui/icons.js';
import { useFocusOnMount } from '../ui/use-focus.js';

type Look = 'yes' | 'no' | 'care' | 'none';

const looks: Readonly<Record<DocumentStatus, Look>> = { valid: 'yes', 'not-valid': 'no', indeterminate: 'care', unsigned: 'none', unreadable: 'none' };
const icons: Readonly<Record<Look, typeof CheckIcon>> = { yes: CheckIcon, no: CrossIcon, care: QuestionIcon, none: InfoIcon };

interface VerdictProps {
  readonly status: DocumentStatus;
  readonly complete: 'yes' | 'no' | 'unknown';
  readonly words: ReportTexts;
  readonly fileName: string;
}

/** Colour, icon and word say the same; the sentence is the validator's own and nothing is added to it. */
export function Verdict({ status, complete, words, fileName }: VerdictProps) {
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const look = looks[status];
  const VerdictIcon = status === 'indeterminate' && complete === 'no' ? WarningIcon : icons[look];
  return (
    <section class={`verdict verdict--${look}`}>
      <span class="verdict__icon">
        <VerdictIcon size={52} />
      </span>
      <div class="verdict__text">
        <p class="verdict__file">{fileName}</p>
        <h1 tabIndex={-1} ref={heading}>
          {words.verdict}
        </h1>
        <p class="lead">{sentenceAfter(words.headline, words.verdict)}</p>
      </div>
    </section>
  );
}

/** The headline begins with the verdict ("Giltigt. Fyra …"): shown large above, it is not said twice. */
export function sentenceAfter(headline: string, verdict: string): string {
  const rest = headline.startsWith(verdict) ? headline.slice(verdict.length).replace(/^[.:\s]+/, '') : headline;
  return rest === '' ? headline : rest;
}
