import { useState } from 'preact/hooks';
import { listSignRequests, type SignRequestSummary } from '../../api/staff.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { Button } from '../../ui/button.js';
import { useTexts } from '../../ui/language.js';
import { useAction } from '../../ui/use-action.js';
import { useLoaded } from '../../ui/use-loaded.js';
import { DeskProblem } from '../desk-problem.js';
import { Link } from '../link.js';
import { paths } from '../route.js';
import { CaseRow } from './case-row.js';
import { groupCases } from './group-cases.js';

export function CaseListPage() {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts);
  const first = useLoaded(() => listSignRequests(), 'first');
  const [later, setLater] = useState<readonly SignRequestSummary[]>([]);
  const [cursor, setCursor] = useState<string | null | undefined>(undefined);
  const more = useAction();
  const next = cursor === undefined ? first.value?.nextCursor : cursor;
  const showMore = (): void => {
    void more.run(async () => {
      const page = await listSignRequests(next ?? undefined);
      setLater((before) => [...before, ...page.items]);
      setCursor(page.nextCursor ?? null);
    });
  };
  const reload = (): void => {
    setLater([]);
    setCursor(undefined);
    first.reload();
  };
  const groups = groupCases([...(first.value?.items ?? []), ...later]);
  const nothing = first.value !== undefined && first.value.items.length === 0;
  return (
    <div class="stack stack--loose">
      <div class="row row--spread">
        <h1>{texts.list.title}</h1>
        <Button kind="quiet" busy={first.loading} onClick={reload}>
          {texts.list.reload}
        </Button>
      </div>
      {first.problem !== undefined && (
        <DeskProblem problem={first.problem}>
          <Button onClick={reload}>{common.tryAgain}</Button>
        </DeskProblem>
      )}
      {first.loading && first.value === undefined && <p role="status">{common.loading}</p>}
      {nothing && (
        <div class="panel stack">
          <h2>{texts.list.empty}</h2>
          <p>{texts.list.emptyHelp}</p>
          <div>
            <Link class="button button--primary" to={paths.newCase}>
              {texts.list.create}
            </Link>
          </div>
        </div>
      )}
      <Group heading={texts.list.needsAttention} cases={groups.needsAttention} urgent />
      <Group heading={texts.list.open} cases={groups.open} />
      <Group heading={texts.list.closed} cases={groups.closed} />
      {more.problem !== undefined && <DeskProblem problem={more.problem} />}
      {next !== undefined && next !== null && (
        <div>
          <Button busy={more.busy} onClick={showMore}>
            {texts.list.more}
          </Button>
        </div>
      )}
    </div>
  );
}

function Group({ heading, cases, urgent = false }: { readonly heading: string; readonly cases: readonly SignRequestSummary[]; readonly urgent?: boolean }) {
  if (cases.length === 0) return null;
  return (
    <section class="stack stack--tight">
      <h2>
        {heading} <span class="muted">({cases.length})</span>
      </h2>
      <ul class={urgent ? 'cases cases--urgent' : 'cases'}>
        {cases.map((item) => (
          <CaseRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}
