import type { CeremonyTask, CeremonyView } from '../api/ceremony.js';
import { formatInstant } from '../format/date.js';
import { fill, plural } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { CheckIcon, ClockIcon, CrossIcon, DotIcon, PenIcon } from '../ui/icons.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { roleWord } from './role-word.js';

const icons: Readonly<Record<string, typeof DotIcon>> = { signed: CheckIcon, consented: ClockIcon, open: PenIcon, declined: CrossIcon };

/** Who signs, in what order, and how far they are. */
export function ProgressList({ view }: { readonly view: CeremonyView }) {
  const texts = useTexts(signTexts).progress;
  const signed = view.tasks.filter((task) => task.state === 'signed').length;
  return (
    <section class="stack stack--tight" aria-labelledby="progress-heading">
      <h2 id="progress-heading">{texts.heading}</h2>
      <p>{plural(signed, texts.count, { total: view.tasks.length })}</p>
      <ol class="progress">
        {view.tasks.map((task, index) => (
          <ProgressItem key={index} task={task} timeZone={view.body.timeZone} />
        ))}
      </ol>
    </section>
  );
}

function ProgressItem({ task, timeZone }: { readonly task: CeremonyTask; readonly timeZone: string | undefined }) {
  const { language } = useLanguage();
  const texts = useTexts(signTexts).progress;
  const StateIcon = icons[task.state] ?? DotIcon;
  return (
    <li class={`progress__item progress__item--${task.state}`}>
      <span class="progress__icon">
        <StateIcon size={22} />
      </span>
      <span class="progress__text">
        <span class="progress__name">
          {task.name}
          {task.you && <span class="progress__you"> ({texts.you})</span>}, {roleWord(task, language)}
        </span>
        <span class="progress__state">{stateWord(task)}</span>
      </span>
    </li>
  );

  function stateWord({ state, signedAt }: CeremonyTask): string {
    if (state === 'signed') return signedAt ? fill(texts.signedAt, { time: formatInstant(signedAt, language, timeZone) }) : texts.signed;
    if (state === 'open') return texts.open;
    if (state === 'consented') return texts.consented;
    if (state === 'declined') return texts.declined;
    if (state === 'released' || state === 'closed') return texts.closed;
    return texts.waiting;
  }
}
