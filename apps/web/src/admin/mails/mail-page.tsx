import { getMail, type MailView } from '../../api/mails.js';
import { formatInstant } from '../../format/date.js';
import { commonTexts } from '../../text/common/index.js';
import { deskTexts } from '../../text/desk/index.js';
import { useLanguage, useTexts } from '../../ui/language.js';
import { useLoaded } from '../../ui/use-loaded.js';
import { DeskProblem } from '../desk-problem.js';
import { Link } from '../link.js';
import { paths } from '../route.js';
import { linksIn, withoutInlineStyle } from './mail-links.js';

export function MailPage({ id }: { readonly id: string }) {
  const common = useTexts(commonTexts);
  const texts = useTexts(deskTexts).mails;
  const mail = useLoaded(() => getMail(id), id);
  return (
    <div class="stack">
      <p>
        <Link class="back-link" to={paths.mails}>
          {texts.back}
        </Link>
      </p>
      {mail.problem !== undefined && <DeskProblem problem={mail.problem} />}
      {mail.loading && mail.value === undefined && <p role="status">{common.loading}</p>}
      {mail.value !== undefined && <OneMail mail={mail.value} />}
    </div>
  );
}

function OneMail({ mail }: { readonly mail: MailView }) {
  const { language } = useLanguage();
  const texts = useTexts(deskTexts).mails;
  const text = mail.text ?? '';
  const links = linksIn(text);
  return (
    <>
      <h1>{mail.subject}</h1>
      <dl class="facts panel">
        <div>
          <dt>{texts.from}</dt>
          <dd>{mail.from}</dd>
        </div>
        <div>
          <dt>{texts.to}</dt>
          <dd>{mail.to.join(', ')}</dd>
        </div>
        <div>
          <dt>{texts.at}</dt>
          <dd>{formatInstant(mail.at, language)}</dd>
        </div>
      </dl>
      {links.length > 0 && (
        <section class="stack stack--tight">
          <h2>{texts.links}</h2>
          <ul>
            {links.map((link) => (
              <li key={link}>
                <a href={link} target="_blank" rel="noopener noreferrer">
                  {link}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {mail.html && (
        <section class="stack stack--tight">
          <h2>{texts.html}</h2>
          <MailFrame html={mail.html} title={texts.html} />
        </section>
      )}
      <section class="stack stack--tight">
        <h2>{texts.asText}</h2>
        <pre class="mail-text" tabIndex={0} role="region" aria-label={texts.asText}>
          {text}
        </pre>
      </section>
    </>
  );
}

/** No scripts and no forms: a mail is somebody else's words. Links open in a tab of their own. */
function MailFrame({ html, title }: { readonly html: string; readonly title: string }) {
  const dress = (event: Event & { readonly currentTarget: HTMLIFrameElement }): void => {
    const inside = event.currentTarget.contentDocument;
    if (inside === null) return;
    inside.querySelectorAll<HTMLElement>('[data-style]').forEach((element) => {
      element.style.cssText = element.dataset['style'] ?? '';
    });
    event.currentTarget.dataset['dressed'] = 'yes';
    event.currentTarget.style.height = `${Math.min(2000, inside.documentElement.scrollHeight + 24)}px`;
  };
  return (
    <iframe
      class="mail-frame"
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcdoc={`<base target="_blank">${withoutInlineStyle(html)}`}
      onLoad={dress}
    />
  );
}
