import type { SignRequestView } from '../../api/staff.js';
import { formatInstant } from '../../format/date.js';
import { formatSize } from '../../format/size.js';
import { shortFingerprint } from '../../format/fingerprint.js';
import { deskTexts } from '../../text/desk/index.js';
import { useLanguage, useTexts } from '../../ui/language.js';

/** Each revision is the bytes before it and an addition: the hashes are those of the whole file at that point. */
export function Revisions({ view }: { readonly view: SignRequestView }) {
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).case;
  if (view.revisions.length === 0) return null;
  return (
    <section class="panel stack stack--tight" aria-labelledby="revisions-heading">
      <h2 id="revisions-heading">{texts.revisions}</h2>
      <ol class="revisions">
        {view.revisions.map((revision) => (
          <li key={revision.number}>
            <p>{texts.revisionKinds[revision.kind] ?? revision.kind}</p>
            <p class="small muted">
              {formatInstant(revision.at, language, view.body.timeZone)} · {formatSize(revision.length, language)} ·{' '}
              <span class="mono" title={revision.wholeSha256}>
                {shortFingerprint(revision.wholeSha256)}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
