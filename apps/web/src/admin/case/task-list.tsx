import { useState } from 'preact/hooks';
import { resendLink, type SignRequestView, type SignTaskView } from '../../api/staff.js';
import { formatDate, formatInstant } from '../../format/date.js';
import { roleWord } from '../../sign/role-word.js';
import { fill, plural } from '../../text/catalog.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { CheckIcon, ClockIcon, CrossIcon, DotIcon, PenIcon } from '../../ui/icons.js';
import { useLanguage, useTexts } from '../../ui/language.js';
import { useAction } from '../../ui/use-action.js';
import { ChangePersonDialog, type PersonChange } from './change-person.js';
import { DeskProblem } from '../desk-problem.js';

const icons: Readonly<Record<string, typeof DotIcon>> = { signed: CheckIcon, consented: ClockIcon, open: PenIcon, declined: CrossIcon };

interface TaskListProps {
  readonly view: SignRequestView;
  readonly onChanged: () => void;
}

/** Who signs, step by step, and how far each is. */
export function TaskList({ view, onChanged }: TaskListProps) {
  const texts = useTexts(deskTexts).case;
  const steps = [...new Set(view.tasks.map((task) => task.step))].sort((a, b) => a - b);
  return (
    <section class="panel stack" aria-labelledby="tasks-heading">
      <h2 id="tasks-heading">{texts.tasks}</h2>
      {steps.map((step) => (
        <div key={step}>
          {steps.length > 1 && <h3 class="tasks__step">{fill(texts.step, { step })}</h3>}
          <ul class="tasks">
            {view.tasks
              .filter((task) => task.step === step)
              .map((task) => (
                <TaskRow key={task.id} task={task} view={view} onChanged={onChanged} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function TaskRow({ task, view, onChanged }: TaskListProps & { readonly task: SignTaskView }) {
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).case;
  const states: Readonly<Record<string, string>> = texts.taskStates;
  const TaskIcon = icons[task.state] ?? DotIcon;
  const time = (instant: string): string => formatInstant(instant, language, view.body.timeZone);
  const when = task.signedAt ? fill(texts.signedAt, { time: time(task.signedAt) }) : task.consentedAt ? fill(texts.consentedAt, { time: time(task.consentedAt) }) : task.invitedAt ? fill(texts.invitedAt, { time: time(task.invitedAt) }) : '';
  const persons = useTexts(deskTexts).person;
  const [changing, setChanging] = useState<PersonChange | undefined>(undefined);
  // Until somebody has consented; a signature that is being made is theirs.
  const canChange = view.state === 'awaitingSignatures' && (task.state === 'open' || task.state === 'waiting');
  const canResend = view.state === 'awaitingSignatures' && task.state === 'open';
  return (
    <li class={`task task--${task.state}`}>
      <span class="task__icon">
        <TaskIcon size={22} />
      </span>
      <div class="task__text">
        <p>
          <strong>{task.name}</strong>, {roleWord(task, language)}
          {task.substituteFor !== undefined && `, ${fill(texts.substituteFor, { name: task.substituteFor })}`}
        </p>
        <p class="small muted">{task.email}</p>
        <p class="small">{[task.state === 'signed' ? '' : (states[task.state] ?? task.state), when].filter((part) => part !== '').join('. ')}</p>
        {task.remindedOn && task.reminderCount && task.state === 'open' && (
          <p class="small muted">{plural(task.reminderCount, texts.reminded, { date: formatDate(task.remindedOn, language) })}</p>
        )}
        {(task.formerly ?? []).map((former) => (
          <p class="small muted" key={former.until}>
            {fill(texts.formerly, { name: former.name, email: former.email, time: time(former.until) })}
          </p>
        ))}
        {task.withRemark === true && <p class="small">{texts.withRemark}</p>}
        {task.remark !== undefined && <p class="quote">{task.remark}</p>}
        {task.mayRemark === true && task.withRemark !== true && task.state !== 'signed' && <p class="small muted">{texts.mayRemark}</p>}
        {task.declineReason && <p class="quote">{fill(texts.declinedBecause, { reason: task.declineReason })}</p>}
      </div>
      {canChange && (
        <div class="task__action">
          {canResend && <Resend requestId={view.id} task={task} onChanged={onChanged} />}
          <Button kind="quiet" label={fill(persons.substitute.button, { name: task.name })} onClick={() => setChanging('substitute')}>
            {persons.substitute.short}
          </Button>
          <Button kind="quiet" label={fill(persons.address.button, { name: task.name })} onClick={() => setChanging('address')}>
            {persons.address.short}
          </Button>
        </div>
      )}
      {changing !== undefined && (
        <ChangePersonDialog
          requestId={view.id}
          task={task}
          what={changing}
          onClose={() => setChanging(undefined)}
          onChanged={() => {
            setChanging(undefined);
            onChanged();
          }}
        />
      )}
    </li>
  );
}

function Resend({ requestId, task, onChanged }: { readonly requestId: string; readonly task: SignTaskView; readonly onChanged: () => void }) {
  const texts = useTexts(deskTexts).case;
  const action = useAction();
  const [done, setDone] = useState(false);
  const send = (): void => {
    void action.run(async () => {
      await resendLink(requestId, task.id);
      setDone(true);
      onChanged();
    });
  };
  return (
    <>
      <Button kind="quiet" label={fill(texts.resendTo, { name: task.name })} busy={action.busy} onClick={send}>
        {texts.resend}
      </Button>
      <p class="small" role="status">
        {done && fill(texts.resent, { name: task.name })}
      </p>
      {action.problem !== undefined && <DeskProblem problem={action.problem} />}
    </>
  );
}
