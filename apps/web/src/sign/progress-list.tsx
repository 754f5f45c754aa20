import type { CeremonyTask, CeremonyView } from '../api/ceremony.js';
import { formatInstant } from '../format/date.js';
import { joinList } from '../format/list.js';
import { fill, plural } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { CheckIcon, ClockIcon, CrossIcon, DotIcon, PenIcon } from '../ui/icons.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { roleWord } from './role-word.js';

const icons: Readonly<Record<string, typeof DotIcon>> = { signed: CheckIcon, consented: ClockIcon, open: PenIcon, declined: CrossIcon };

/** The same in one sentence, for the read screen: the list must not push the document off a phone. */
export function ProgressSentence({ view }: { readonly view: CeremonyView }) {
  const { language } = useLanguage();
  const texts = useTexts(signTexts).progress;
  const name = (task: CeremonyTask): string => (task.you ? texts.you : task.name);
  const signed = view.tasks.filter((task) => task.state === 'signed').map(name);
  const left = view.tasks.filter((task) => task.state === 'open' || task.state === 'waiting' || task.state === 'consented');
  // Oneself first among those left, as one would say it.
  const others = [...left.filter((task) => task.you), ...left.filter((task) => !task.you)].map(name);
  return (
    <p>
      {signed.length === 0 ? texts.nobodyYet : fill(texts.signedBy, { count: signed.length, total: view.tasks.length, names: joinList(signed, language) })}{' '}
      {others.length > 0 && fill(texts.left, { names: joinList(others, language) })}
    </p>
  );
}

/** Who signs, in what order, and how far they are. */
export function ProgressItems({ view }: { readonly view: CeremonyView }) {
  return (
    <ol class="progress">
      {view.tasks.map((task, index) => (
        <ProgressItem key={index} task={task} timeZone={view.body.timeZone} />
      ))}
    </ol>
  );
}

/** The list under its heading. */
export function ProgressList({ view }: { readonly view: CeremonyView }) {
  const texts = useTexts(signTexts).progress;
  const signed = view.tasks.filter((task) => task.state === 'signed').length;
  return (
    <section class="stack stack--tight" aria-labelledby="progress-heading">
      <h2 id="progress-heading">{texts.heading}</h2>
      <p>{plural(signed, texts.count, { total: view.tasks.length })}</p>
      <ProgressItems view={view} />
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
          {task.substituteFor !== undefined && `, ${fill(texts.substituteFor, { name: task.substituteFor })}`}
        </span>
        <span class="progress__state">
          {stateWord(task)}
          {task.withRemark === true && `, ${texts.withRemark}`}
        </span>
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
