import { useEffect } from 'preact/hooks';
import { getEvidence, getSignRequest, type SignRequestView } from '../../api/staff.js';
import { formatDate } from '../../format/date.js';
import { fill } from '../../text/catalog.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { useLanguage, useTexts } from '../../ui/language.js';
import { Notice } from '../../ui/notice.js';
import { useLoaded, type Loaded } from '../../ui/use-loaded.js';
import { AttentionNotice } from '../attention-notice.js';
import { DeskProblem } from '../desk-problem.js';
import { Link } from '../link.js';
import { IntakeNotices } from '../new-case/minutes-file.js';
import { paths } from '../route.js';
import { StateBadge } from '../state-badge.js';
import { CaseActions } from './case-actions.js';
import { CaseFacts } from './case-facts.js';
import { ErrorReports } from './error-reports.js';
import { isMoving } from './is-moving.js';
import { RetryButton } from './retry-button.js';
import { Revisions } from './revisions.js';
import { TaskList } from './task-list.js';
import { Trail } from './trail.js';

export function CasePage({ id }: { readonly id: string }) {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts).case;
  const view = useLoaded(() => getSignRequest(id), id);
  // The trail follows the case: a new version means new entries.
  const trail = useLoaded(() => getEvidence(id), `${id} ${view.value?.version ?? 0}`);
  useLive(view);
  const refresh = (): void => {
    view.reload();
    trail.reload();
  };
  const absent = view.problem?.status === 404;
  return (
    <div class="stack stack--loose">
      <p>
        <Link class="back-link" to={paths.cases}>
          {texts.back}
        </Link>
      </p>
      {absent && <Notice tone="care" heading={texts.notFound} />}
      {view.problem !== undefined && !absent && (
        <DeskProblem problem={view.problem}>
          <Button onClick={view.reload}>{common.tryAgain}</Button>
        </DeskProblem>
      )}
      {view.value === undefined && view.loading && <p role="status">{common.loading}</p>}
      {view.value !== undefined && (
        <>
          <CaseHead view={view.value} onChanged={refresh} />
          <div class="case-grid">
            <div class="stack stack--loose">
              <ErrorReports view={view.value} onChanged={refresh} />
              <TaskList view={view.value} onChanged={refresh} />
              <Trail entries={trail.value?.entries} problem={trail.problem} />
            </div>
            <div class="stack stack--loose">
              <CaseActions view={view.value} onChanged={refresh} />
              <CaseFacts view={view.value} />
              <Revisions view={view.value} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function CaseHead({ view, onChanged }: { readonly view: SignRequestView; readonly onChanged: () => void }) {
  const correction = useTexts(deskTexts).correction;
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).case;
  const warnings = view.warnings ?? [];
  return (
    <div class="stack">
      <div class="case-head">
        <h1>{view.title}</h1>
        <StateBadge state={view.state} />
      </div>
      {view.overdue === true && view.dueDate && <p class="overdue">{fill(texts.overdue, { date: formatDate(view.dueDate, language) })}</p>}
      {view.supersededBy !== undefined && (
        <Notice tone="info">
          <Link to={paths.case(view.supersededBy)}>{correction.supersededBy}</Link>
        </Notice>
      )}
      {view.attention && (
        <AttentionNotice attention={view.attention}>
          {/* Nothing to try again: a person waits for an answer. */}
          {view.attention.cause !== 'error-reported' && <RetryButton id={view.id} onRetried={onChanged} />}
        </AttentionNotice>
      )}
      {warnings.length > 0 && (
        <details class="disclosure">
          <summary>
            {texts.warnings} ({warnings.length})
          </summary>
          <IntakeNotices notices={warnings} />
        </details>
      )}
    </div>
  );
}

/** Asks again while the page is looked at: often while something moves, else now and then. */
function useLive({ value, loading, reload }: Loaded<SignRequestView>): void {
  useEffect(() => {
    if (value === undefined || loading) return undefined;
    const timer = setTimeout(() => (document.visibilityState === 'visible' ? reload() : undefined), isMoving(value) ? 1500 : 10_000);
    return () => clearTimeout(timer);
  }, [value, loading, reload]);
}
