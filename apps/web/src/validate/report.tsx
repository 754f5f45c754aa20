import type { ReportTexts, ValidationAnswer } from '../api/validation.js';
import { formatInstant } from '../format/date.js';
import { formatSize } from '../format/size.js';
import { fill } from '../text/catalog.js';
import { validateTexts } from '../text/validate/index.js';
import { Fingerprint } from '../ui/fingerprint.js';
import { useLanguage, useTexts } from '../ui/language.js';
import { Answers } from './answers.js';
import { ReportFiles } from './report-files.js';
import { Revisions } from './revisions.js';
import { Signatories } from './signatories.js';
import { Signatures } from './signatures.js';
import { Verdict } from './verdict.js';

interface ReportProps {
  readonly answer: ValidationAnswer;
  readonly file: File;
  readonly onAnother: () => void;
}

/** Verdict first, then the six answers, then what to do and what was not checked; the evidence last. */
export function Report({ answer, file, onAnother }: ReportProps) {
  const { language } = useLanguage();
  const texts = useTexts(validateTexts);
  const words = answer.texts[language];
  // Who is told of a change wants to see it, before everything else.
  const isChanged = answer.signatures.some(({ changesAfter }) => changesAfter === 'forbidden' || changesAfter === 'unknown');
  return (
    <div class="stack stack--loose">
      <Verdict status={answer.document.status} complete={answer.document.complete} words={words} fileName={file.name} />
      <Answers words={words} />
      <Lists words={words} />
      {isChanged && <Revisions signatures={answer.signatures} file={file} first="last" />}
      {answer.document.manifest !== null && <Signatories manifest={answer.document.manifest} signatures={answer.signatures} />}
      {answer.signatures.length > 0 && <Signatures signatures={answer.signatures} />}
      {!isChanged && <Revisions signatures={answer.signatures} file={file} first="first" />}
      <section class="panel stack" aria-label={texts.file}>
        <dl class="facts">
          <div>
            <dt>{texts.file}</dt>
            <dd>{file.name}</dd>
          </div>
          <div>
            <dt>{texts.size}</dt>
            <dd>{formatSize(file.size, language)}</dd>
          </div>
          {answer.document.pageCount !== null && (
            <div>
              <dt>{texts.pages}</dt>
              <dd>{answer.document.pageCount}</dd>
            </div>
          )}
          <div>
            <dt>{texts.policy}</dt>
            <dd>
              {answer.policy.name} {answer.policy.version}
            </dd>
          </div>
        </dl>
        <Fingerprint sha256={answer.document.sha256} label={texts.fingerprint} />
        <p class="muted small">{fill(texts.checkedAt, { time: formatInstant(answer.validationTime, language) })}</p>
      </section>
      <ReportFiles answer={answer} file={file} onAnother={onAnother} />
    </div>
  );
}

/** What to do, why, and what nobody should think was checked. */
function Lists({ words }: { readonly words: ReportTexts }) {
  const texts = useTexts(validateTexts);
  return (
    <div class="report-lists">
      {words.advice.items.length > 0 && (
        <section class="panel panel--advice stack stack--tight">
          <h2>{words.advice.heading}</h2>
          <ul>
            {words.advice.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </section>
      )}
      {words.details.length > 0 && (
        <section class="panel stack stack--tight">
          <h2>{texts.detailsHeading}</h2>
          <ul>
            {words.details.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </section>
      )}
      <section class="panel stack stack--tight">
        <h2>{words.notChecked.heading}</h2>
        <ul>
          {words.notChecked.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}
