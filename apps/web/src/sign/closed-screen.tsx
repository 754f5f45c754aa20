import type { CeremonyView } from '../api/ceremony.js';
import { fill } from '../text/catalog.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import { useFocusOnMount } from '../ui/use-focus.js';
import { ProgressList } from './progress-list.js';
import { MinutesFacts } from './summary.js';

type Ending = 'withdrawn' | 'declined' | 'declinedByYou' | 'completed' | 'expired' | 'superseded' | 'notNeeded' | 'other';

const endings: readonly string[] = ['withdrawn', 'declined', 'completed', 'expired', 'superseded'];

function endingOf(view: CeremonyView): Ending {
  if (view.state === 'declined') return 'declinedByYou';
  const code = view.closedReason?.code ?? view.requestState;
  if (endings.includes(code)) return code as Ending;
  // The step reached its quorum: the case goes on, without this person.
  return view.tasks.some((task) => task.you && task.state === 'released') ? 'notNeeded' : 'other';
}

/** The case is over for this person: why, and what it means for them. */
export function ClosedScreen({ view }: { readonly view: CeremonyView }) {
  const texts = useTexts(signTexts).closed;
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const ending = texts[endingOf(view)];
  const reason = view.closedReason?.reason ?? undefined;
  return (
    <div class="stack stack--loose">
      <div class="stack">
        <h1 tabIndex={-1} ref={heading}>
          {fill(ending.heading, { sender: view.sender.name })}
        </h1>
        <p class="lead">{fill(ending.text, { sender: view.sender.name })}</p>
        {reason !== undefined && reason !== '' && (
          <div>
            <p class="muted small">{texts.reason}</p>
            <blockquote class="quote">{reason}</blockquote>
          </div>
        )}
      </div>
      <div class="read-grid">
        <div class="panel stack">
          <h2>{view.minutes.title}</h2>
          <MinutesFacts view={view} />
        </div>
        <div class="panel">
          <ProgressList view={view} />
        </div>
      </div>
    </div>
  );
}
