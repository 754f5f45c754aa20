import type { DemoPerson } from './persons.js';

export type PageLanguage = 'sv' | 'en';

const words = {
  sv: {
    title: 'DEMO: legitimering på låtsas',
    warning: 'Det här är en demo. Ingen legitimeras på riktigt: vem som helst kan välja vem som helst.',
    choose: 'Vem vill du vara?',
    other: 'Någon annan (skriv ett namn)',
    submit: 'Legitimera (demo)',
    cancel: 'Avbryt',
    missing: 'Välj en person eller skriv ett namn.',
    lostTitle: 'Legitimeringen går inte att fortsätta',
    lost: 'Det har gått för lång tid, eller så öppnades sidan i en annan webbläsare. Gå tillbaka till protokollet och börja om. Inget har skrivits under.',
  },
  en: {
    title: 'DEMO: pretended identification',
    warning: 'This is a demo. Nobody is really identified: anyone can choose to be anyone.',
    choose: 'Who do you want to be?',
    other: 'Somebody else (type a name)',
    submit: 'Identify (demo)',
    cancel: 'Cancel',
    missing: 'Choose a person or type a name.',
    lostTitle: 'The identification cannot go on',
    lost: 'Too much time has passed, or the page was opened in another browser. Go back to the minutes and begin again. Nothing has been signed.',
  },
} as const;

/** The first language of the request's `ui_locales` that we have; Swedish otherwise. */
export function pageLanguage(uiLocales: unknown): PageLanguage {
  const wanted = typeof uiLocales === 'string' ? uiLocales.split(' ') : [];
  const known = wanted.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag === 'sv' || tag === 'en');
  return known === 'en' ? 'en' : 'sv';
}

/**
 * A plain form that needs no JavaScript. Fields: `person` (the name of an offered person), `name` (a typed name, which
 * goes before), `cancel=yes`.
 */
export function loginPage(page: { language: PageLanguage; action: string; persons: readonly DemoPerson[]; isMissing: boolean }): string {
  const text = words[page.language];
  const choices = page.persons.map(
    ({ name }, index) =>
      `<p><input type="radio" name="person" id="person-${String(index)}" value="${escapeHtml(name)}"> <label for="person-${String(index)}">${escapeHtml(name)}</label></p>`,
  );
  const error = page.isMissing ? `<p role="alert" id="error" class="error">${text.missing}</p>` : '';
  const described = page.isMissing ? ' aria-describedby="error" aria-invalid="true"' : '';
  return layout(page.language, text.title, [
    `<p class="warning"><strong>DEMO.</strong> ${text.warning}</p>`,
    error,
    `<form method="post" action="${escapeHtml(page.action)}">`,
    `<fieldset><legend>${text.choose}</legend>`,
    ...choices,
    `<p><label for="name">${text.other}</label><br><input type="text" name="name" id="name" maxlength="100" autocomplete="off"${described}></p>`,
    '</fieldset>',
    `<p><button type="submit">${text.submit}</button> <button type="submit" name="cancel" value="yes">${text.cancel}</button></p>`,
    '</form>',
  ]);
}

/** For a person whose login is lost: what to do instead. */
export function lostPage(language: PageLanguage): string {
  const text = words[language];
  return layout(language, text.lostTitle, [`<p>${text.lost}</p>`]);
}

function layout(language: PageLanguage, title: string, content: readonly string[]): string {
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${style}</style></head>`,
    `<body><main><h1>${title}</h1>`,
    ...content,
    '</main></body></html>',
  ].join('\n');
}

const style = `body{margin:0;padding:1.5rem 1rem;font:1.125rem/1.5 system-ui,Arial,sans-serif;color:#1a1a1a;background:#fff}
main{max-width:34rem;margin:0 auto}h1{font-size:1.6rem;line-height:1.25}
.warning{border:3px dashed #8a1c1c;padding:.75rem 1rem;background:#fff6e5}.error{color:#8a1c1c;font-weight:bold}
fieldset{border:1px solid #6b6b6b;padding:.5rem 1rem}legend{font-weight:bold}
input[type=radio]{width:1.5rem;height:1.5rem;vertical-align:middle}label{display:inline-block;padding:.25rem 0}
input[type=text]{width:100%;box-sizing:border-box;font:inherit;padding:.5rem;border:2px solid #6b6b6b}
button{font:inherit;padding:.6rem 1.2rem;min-height:2.75rem;border:2px solid #1d4f91;background:#1d4f91;color:#fff;cursor:pointer}
button[name=cancel]{background:#fff;color:#1d4f91}:focus-visible{outline:3px solid #1a1a1a;outline-offset:2px}`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);
}
