import type { ConsentView } from '../api/ceremony.js';
import type { Language } from '../api/model/common.js';
import { fill } from '../text/catalog.js';
import { commonTexts } from '../text/common/index.js';
import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';

/** The text that is hashed, shown whole and in its own language; then what the signature will show, before it is made. */
export function ConsentText({ consent, language }: { readonly consent: ConsentView; readonly language: Language }) {
  const common = useTexts(commonTexts);
  const texts = useTexts(signTexts).approve;
  const methods: Readonly<Record<string, string>> = common.methods;
  const method = methods[consent.method] ?? consent.method;
  const level = fill(texts.level, { level: common.levels[consent.levelOfAssurance] ?? consent.levelOfAssurance });
  return (
    <>
      <blockquote class="consent" lang={language}>
        {consent.text.split(/\n+/).map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
      </blockquote>
      <section class="panel stack" aria-labelledby="shown-heading">
        <h2 id="shown-heading">{texts.shown}</h2>
        <dl class="facts">
          <div>
            <dt>{texts.name}</dt>
            <dd>{consent.certificateName}</dd>
          </div>
          <div>
            <dt>{texts.role}</dt>
            <dd>{consent.role}</dd>
          </div>
          {consent.remark !== undefined && (
            <div>
              <dt>{texts.remark}</dt>
              <dd>{consent.remark}</dd>
            </div>
          )}
          <div>
            <dt>{texts.method}</dt>
            <dd>
              {method}
              <br />
              <span class="muted small">{level}</span>
            </dd>
          </div>
        </dl>
        <p class="small muted">{texts.noIdentityNumber}</p>
      </section>
    </>
  );
}
