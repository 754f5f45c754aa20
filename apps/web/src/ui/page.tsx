import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { commonTexts } from '../text/common/index.js';
import { useLanguage } from './language.js';

interface PageProps {
  /** Who stands behind the page: the body where it is known, else the product. */
  readonly name: string;
  readonly about?: string;
  readonly title: string;
  readonly width?: 'narrow' | 'normal' | 'wide';
  readonly tools?: ComponentChildren;
  readonly footer?: boolean;
  readonly children: ComponentChildren;
}

export function Page({ name, about, title, width = 'normal', tools, footer = true, children }: PageProps) {
  const { language, choose } = useLanguage();
  const texts = commonTexts[language];
  const other = language === 'sv' ? 'en' : 'sv';
  useEffect(() => {
    document.title = title === name ? title : `${title} – ${name}`;
  }, [title, name]);
  return (
    <div class={width === 'wide' ? 'site site--wide' : 'site'}>
      <a class="skip-link" href="#main" onClick={skipToMain}>
        {texts.skipToContent}
      </a>
      <header class="site-header">
        <div class="site-header__inner">
          <div class="site-header__name">
            <span class="site-header__body">{name}</span>
            <span class="site-header__about">{about ?? texts.footer.about}</span>
          </div>
          <div class="site-header__tools">
            {tools}
            <button type="button" class="button button--quiet" lang={other} aria-label={texts.switchToLabel} onClick={() => choose(other)}>
              {texts.switchTo}
            </button>
          </div>
        </div>
      </header>
      <main id="main" class={width === 'normal' ? 'site-main' : `site-main site-main--${width}`} tabIndex={-1}>
        {children}
      </main>
      {footer && (
        <footer class="site-footer">
          <div class="site-footer__inner">
            <a href="/validate">{texts.footer.validate}</a>
            <a href="/trust">{texts.footer.trust}</a>
          </div>
        </footer>
      )}
    </div>
  );
}

/** The signatory page keeps its screen in the hash, so the skip link must not change it. */
function skipToMain(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
