import { getTrust, type TrustAnchorView, type TrustedListView } from '../api/trust.js';
import { formatDate, formatInstant } from '../format/date.js';
import { groupHex } from '../format/fingerprint.js';
import { fill } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { trustTexts } from '../text/trust/index.js';
import { Button } from '../ui/button.js';
import { DownloadIcon } from '../ui/icons.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { useLoaded } from '../ui/use-loaded.js';
import { certificateFileName, isDemo, saveCertificate } from './save-certificate.js';

/** Who vouches for the signatures, and how a reader is taught to know them. */
export function TrustApp() {
  const common = useTexts(commonTexts);
  const texts = useTexts(trustTexts);
  const trust = useLoaded(getTrust, 'trust');
  const anchors = trust.value?.anchors ?? [];
  return (
    <Page name={common.product} about={texts.about} title={texts.title} width="narrow">
      <div class="stack stack--loose">
        <div class="stack">
          <h1>{texts.title}</h1>
          <p class="lead">{texts.lead}</p>
          {anchors.some(isDemo) && <Notice tone="care" heading={texts.demo} />}
        </div>
        {trust.problem !== undefined && (
          <ProblemNotice problem={trust.problem}>
            <Button onClick={trust.reload}>{common.tryAgain}</Button>
          </ProblemNotice>
        )}
        {trust.loading && trust.value === undefined && <p role="status">{common.loading}</p>}
        {trust.value !== undefined && anchors.length === 0 && <p>{texts.empty}</p>}
        {anchors.map((anchor) => (
          <Anchor key={anchor.sha256 + anchor.purpose} anchor={anchor} />
        ))}
        <p>{texts.compare}</p>
        <Lists lists={trust.value?.trustedLists ?? []} />
        <HowTo />
        <section class="stack stack--tight">
          <h2>{texts.otherHeading}</h2>
          <p>
            {texts.other} <a href="/validate">{common.footer.validate}</a>
          </p>
        </section>
      </div>
    </Page>
  );
}

function Anchor({ anchor }: { readonly anchor: TrustAnchorView }) {
  const { language } = useLanguage();
  const texts = useTexts(trustTexts);
  return (
    <section class="panel stack">
      <h2>{anchor.name}</h2>
      <dl class="facts">
        <div>
          <dt>{texts.purpose}</dt>
          <dd>{texts.purposes[anchor.purpose]}</dd>
        </div>
        <div>
          <dt>{texts.validUntil}</dt>
          <dd>{formatDate(anchor.notAfter, language)}</dd>
        </div>
      </dl>
      <div>
        <p class="muted small">{texts.fingerprint}</p>
        <p class="mono">{groupHex(anchor.sha256)}</p>
      </div>
      <div>
        <Button label={fill(texts.downloadOf, { name: anchor.name })} onClick={() => saveCertificate(certificateFileName(anchor.name), anchor.pem)}>
          <DownloadIcon size={20} />
          {texts.download}
        </Button>
      </div>
    </section>
  );
}

function Lists({ lists }: { readonly lists: readonly TrustedListView[] }) {
  const { language } = useLanguage();
  const texts = useTexts(trustTexts);
  if (lists.length === 0) return null;
  return (
    <section class="stack stack--tight" aria-labelledby="lists-heading">
      <h2 id="lists-heading">{texts.listsHeading}</h2>
      <p>{texts.lists}</p>
      <ul class="stack stack--tight">
        {lists.map(({ territory, sequenceNumber, nextUpdate, state, fetchedAt }) => {
          const facts = [
            fill(texts.list, { territory, number: String(sequenceNumber) }),
            ...(nextUpdate === null ? [] : [fill(texts.listUntil, { date: formatDate(nextUpdate, language) })]),
            ...(state === 'stale' && fetchedAt !== null ? [fill(texts.listStale, { time: formatInstant(fetchedAt, language) })] : []),
          ];
          return <li key={territory}>{facts.join('; ')}</li>;
        })}
      </ul>
    </section>
  );
}

function HowTo() {
  const texts = useTexts(trustTexts);
  return (
    <section class="stack stack--tight" aria-labelledby="how-heading">
      <h2 id="how-heading">{texts.howHeading}</h2>
      <p>{texts.howIntro}</p>
      <ol class="stack stack--tight">
        {[texts.how1, texts.how2, texts.how3, texts.how4, texts.how5, texts.how6].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="muted small">{texts.howNote}</p>
    </section>
  );
}
