import type { ProblemDetails } from '../../api/problem.js';
import type { EvidenceEntryView } from '../../api/staff.js';
import { formatInstant } from '../../format/date.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { useLanguage, useTexts } from '../../ui/language.js';
import { DeskProblem } from '../desk-problem.js';

interface TrailProps {
  readonly entries: readonly EvidenceEntryView[] | undefined;
  readonly problem: ProblemDetails | undefined;
}

/** The evidence log in plain words, newest first, with each entry as it is stored one press away. */
export function Trail({ entries, problem }: TrailProps) {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts).case;
  return (
    <section class="panel stack" aria-labelledby="trail-heading">
      <h2 id="trail-heading">{texts.trail}</h2>
      <p class="small muted">
        {texts.trailNote} {entries !== undefined && <Anchoring entries={entries} />}
      </p>
      {problem !== undefined && <DeskProblem problem={problem} />}
      {entries === undefined && problem === undefined && <p role="status">{common.loading}</p>}
      <ol class="trail" reversed>
        {[...(entries ?? [])].reverse().map((entry) => (
          <TrailEntry key={entry.sequence} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

/** How far the list is out of our own reach: said in numbers, the window that is left included. */
function Anchoring({ entries }: { readonly entries: readonly EvidenceEntryView[] }) {
  const texts = useTexts(deskTexts).case;
  if (entries.some((entry) => entry.anchoring === undefined)) return null;
  const outside = entries.filter((entry) => entry.anchoring === 'outside').length;
  return (
    <>
      {texts.trailAnchored.replace('{outside}', String(outside)).replace('{total}', String(entries.length))} {outside < entries.length && texts.trailWindow}
    </>
  );
}

function TrailEntry({ entry }: { readonly entry: EvidenceEntryView }) {
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).case;
  const { summary, ...stored } = entry;
  return (
    <li class="trail__entry">
      <p>{summary[language]}</p>
      <p class="small muted">{formatInstant(entry.at, language)}</p>
      <details class="disclosure disclosure--small">
        <summary>
          {texts.raw} <span class="visually-hidden">{entry.sequence}</span>
        </summary>
        <pre class="raw" tabIndex={0} role="region" aria-label={`${texts.raw} ${entry.sequence}`}>
          {JSON.stringify(stored, null, 2)}
        </pre>
      </details>
    </li>
  );
}
