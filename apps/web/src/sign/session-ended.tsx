import { signTexts } from '../text/sign/index.js';
import { useTexts } from '../ui/language.js';
import { rememberedLink } from './link.js';

/** The session is short on purpose. The link still works, so one press is enough where this tab remembers it. */
export function SessionEnded() {
  const texts = useTexts(signTexts).session;
  const token = rememberedLink();
  return (
    <div class="stack">
      <h1>{texts.heading}</h1>
      <p class="lead">{texts.text}</p>
      {token === undefined ? (
        <p>
          <strong>{texts.mail}</strong>
        </p>
      ) : (
        <div>
          <a class="button button--primary" href={`/s/${token}`}>
            {texts.open}
          </a>
        </div>
      )}
    </div>
  );
}
