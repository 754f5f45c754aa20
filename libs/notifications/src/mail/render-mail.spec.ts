import { renderMail, type MailKind, type RenderedMail } from '#notifications';
import { examples, link, minutes } from './examples.fixture.js';

const kinds: readonly MailKind[] = ['invitation', 'oneTimeCode', 'declined', 'withdrawn', 'expired', 'signed', 'completed', 'needsAttention', 'errorReported', 'errorReportAnswered', 'reminder', 'extended', 'escalation', 'replaced', 'superseded', 'notice'];
const languages = ['sv', 'en'] as const;
const every = languages.flatMap((language) => kinds.map((kind) => [kind, language] as const));
const render = (kind: MailKind, language: 'sv' | 'en', common?: { name?: string; reason?: string }): RenderedMail =>
  renderMail(examples(language, common)[kind]);

/** What a reader of the HTML part reads. */
const read = (html: string): string =>
  html
    .replace(/<title>.*<\/title>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, ' ')
    .trim();

describe('every mail', () => {
  test.each(every)('%s (%s) says the same as text and as HTML', (kind, language) => {
    const mail = render(kind, language);
    const plain = mail.text.replaceAll(`:\n${link}`, '').replace(/^(> |- | {4})/gm, '').replace(/\s+/g, ' ').trim();
    expect(read(mail.html)).toBe(plain);
  });

  test.each(every)('%s (%s) fetches nothing and follows nobody', (kind, language) => {
    const { html } = render(kind, language);
    expect(html).not.toMatch(/<(img|script|link|iframe|object|video|form|svg|style)\b|\bsrc=|url\(|@import|\son\w+=/i);
    for (const [, address] of html.matchAll(/href="([^"]*)"/g)) expect(address).toBe(link.replaceAll('&', '&#38;'));
  });

  test.each(every)('%s (%s) is accessible: language, title, one heading first, no table', (kind, language) => {
    const { html, subject } = render(kind, language);
    expect(html).toContain(`<html lang="${language}">`);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<title>([^<]+)<\/title>/)?.[1]).toBeTruthy();
    expect(html).not.toMatch(/<table/);
    expect(subject.length).toBeLessThanOrEqual(90);
  });

  test.each(every)('%s (%s) fills in everything', (kind, language) => {
    const { subject, text, html } = render(kind, language);
    expect(`${subject}${text}${html}`).not.toMatch(/undefined|null|NaN|\[object|[{}]|\$\{/);
  });

  test.each(every)('%s (%s) carries the personal link once, or not at all', (kind, language) => {
    const { subject, text, html } = render(kind, language);
    const times = ['invitation', 'completed', 'needsAttention', 'errorReported', 'reminder', 'escalation', 'notice'].includes(kind) ? 1 : 0;
    expect(text.split(link)).toHaveLength(times + 1);
    expect(html.split(link)).toHaveLength(times + 1);
    expect(subject).not.toContain('http');
  });

  test.each(every)('%s (%s): a name with markup in it stays a name', (kind, language) => {
    const name = `<script>alert("1")</script> O'Hara & Co`;
    const { html, text } = render(kind, language, { name, reason: '<img src=x onerror=alert(1)>\n<b>§ 40</b>' });
    expect(html).not.toMatch(/<script|<img|<b>/);
    expect(text).toContain(name);
    expect(html).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; O&#39;Hara &#38; Co');
  });

  test.each(every)('%s (%s): a name cannot open a second line or turn the text around', (kind, language) => {
    const { subject, text } = render(kind, language, { name: 'Anna\r\nBcc: all@exempel.example\u202e' });
    expect(subject).not.toMatch(/[\r\n\u202e]/);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(text).not.toContain('\u202e');
  });

  test.each(kinds)('%s differs between Swedish and English in subject, heading and every paragraph', (kind) => {
    const [swedish, english] = languages.map((language) => render(kind, language).text.split('\n\n'));
    const ours = (part: string): boolean => !part.startsWith('> ') && !part.startsWith('    ') && !part.startsWith('- ');
    const shared = (swedish ?? []).filter((part) => ours(part) && english?.includes(part));
    expect(shared).toEqual([]);
    expect(swedish).toHaveLength(english?.length ?? -1);
    expect(render(kind, 'sv').subject).not.toBe(render(kind, 'en').subject);
  });
});

describe('invitation', () => {
  test('says what, as whom and until when, already in the subject line', () => {
    expect(render('invitation', 'sv').subject).toBe('Protokoll att skriva under: kommunstyrelsen 27 mars, senast 10 april');
    expect(render('invitation', 'en').subject).toBe('Minutes to sign: the executive board 27 March, by 10 April');
    expect(render('invitation', 'sv').text).toContain(
      'Protokollet från kommunstyrelsen den 27 mars 2026 (”Protokoll §§ 34–52”, KS 2026/114, 12 sidor) är klart. Du ska skriva under som justerare, senast fredag 10 april.',
    );
    expect(render('invitation', 'en').text).toContain('You sign as adjuster, by Friday 10 April.');
  });

  test.each(languages)('holds no code (%s)', (language) => {
    const { subject, text } = render('invitation', language);
    expect(`${subject}\n${text}`.replaceAll(link, '')).not.toMatch(/\d{4} ?\d{4}/);
  });

  test('without a due date names none', () => {
    const { recipientName, case: about, sender } = examples('sv').invitation;
    const mail = renderMail({ kind: 'invitation', recipientName, case: about, sender, role: 'adjuster', link });
    expect(mail.subject).toBe('Protokoll att skriva under: kommunstyrelsen 27 mars');
    expect(mail.text).not.toContain('senast');
  });

  test('offers only what the page has', () => {
    const mail = examples('sv').invitation;
    expect(renderMail(mail).text).toContain('Avstå från att skriva under');
    expect(renderMail(mail).text).not.toContain('Meddela fel');
    expect(renderMail({ ...mail, canReportError: true }).text).toContain('välj Meddela fel');
  });

  test('a new link says that the old one is dead; a free role title goes before the code', () => {
    const { text } = renderMail({ ...examples('sv').invitation, replacesEarlierLink: true, roleTitle: '2:e vice ordförande' });
    expect(text).toContain('Den förra fungerar inte längre.');
    expect(text).toContain('som 2:e vice ordförande,');
  });

  test('one page is a page', () => {
    expect(renderMail({ ...examples('en').invitation, case: minutes('en', { pageCount: 1 }) }).text).toContain('1 page)');
    expect(renderMail({ ...examples('sv').invitation, case: minutes('sv', { pageCount: 1 }) }).text).toContain('1 sida)');
  });
});

test.each(languages)('the code stands in the subject line, where a phone shows it, and no link beside it (%s)', (language) => {
  const { subject, text, html } = render('oneTimeCode', language);
  expect(subject).toMatch(/^0482 1375 /);
  expect(text.match(/0482 1375/g)).toHaveLength(1);
  expect(`${text}${html}`).not.toContain('http');
  expect(text).toMatch(/30 minut/);
});

test('the receipt tells the time on the clocks of the body', () => {
  expect(render('signed', 'sv').text).toContain('31 mars 2026 kl. 14.05. 2 av 4 har skrivit under.');
  expect(render('signed', 'en').text).toContain('31 March 2026 at 14:05. 2 of 4 have signed.');
});

test('whoever is replaced is told by whom and why; a changed address is told without naming the new one', () => {
  const { text } = render('replaced', 'sv', { reason: 'Anna är sjuk.' });
  expect(text).toContain('Karin Ås skriver under protokollet');
  expect(text).toContain('> Anna är sjuk.');
  const { recipientName, sender, case: about } = examples('en').replaced;
  const address = { kind: 'replaced', recipientName, sender, case: about } as const;
  expect(renderMail(address).text).toContain('Are you Anna Ek and do not know about the change? Call Bo Lind');
  expect(renderMail(address).subject).toMatch(/^New address:/);
});

test('a signature with a remark is named as one, to whoever made it and to all in the end; its words stay in the file', () => {
  for (const language of languages) {
    const said = language === 'sv' ? 'med anmärkning' : 'with a remark';
    const { signed, completed } = examples(language);
    expect(renderMail({ ...signed, withRemark: true }).text).toContain(language === 'sv' ? 'med en anmärkning. Den står i underskriften.' : 'with a remark. It stands in the signature.');
    expect(renderMail(signed).text).not.toMatch(/anmärkning|remark/);
    const [first, second] = completed.signatories;
    const { text } = renderMail({ ...completed, signatories: [{ ...first!, withRemark: true }, second!] });
    expect(text).toContain(`${first!.name}, justerare (${said})`);
    expect(text.match(new RegExp(said, 'g'))).toHaveLength(1);
  }
});

test('somebody else’s words are set apart, line by line', () => {
  const { text } = render('declined', 'sv', { reason: 'Fel i § 40.\r\n\r\n\r\n\r\nOch i § 41.' });
  expect(text).toContain('> Fel i § 40.\n>\n> Och i § 41.\n');
});

test('decline and withdrawal tell those concerned what became of their signature or approval', () => {
  expect(render('declined', 'sv').text).toContain('Du hade redan skrivit under.');
  expect(render('withdrawn', 'sv').text).toContain('Ditt godkännande gäller inte längre');
  expect(render('withdrawn', 'sv').text).not.toContain('Du hade redan skrivit under.');
});

test.each([
  ['timestamp-unavailable', 'Tidsstämplingen svarar inte.'],
  ['mail-refused', 'går inte fram'],
  ['something-new', 'Ett steg har misslyckats'],
])('attention for %s has a sentence and the code', (cause, sentence) => {
  const { text } = renderMail({ ...examples('sv').needsAttention, cause });
  expect(text).toContain(sentence);
  expect(text).toContain(`Felkod: ${cause}.`);
});

describe('time', () => {
  test('an invitation that is late says so, and that it can be signed all the same', () => {
    const late = { ...examples('sv').invitation, overdue: true };
    expect(renderMail(late).subject).toBe('Försenat: protokoll att skriva under, kommunstyrelsen 27 mars');
    expect(renderMail(late).text).toContain('Du ska skriva under som justerare. Sista dagen var fredag 10 april. Det går fortfarande att skriva under.');
    const english = renderMail({ ...examples('en').invitation, overdue: true });
    expect(english.subject).toBe('Overdue: minutes to sign, the executive board 27 March');
    expect(english.text).toContain('You sign as adjuster. The last day was Friday 10 April. It can still be signed.');
  });

  test('an invitation to a case that is open again says so', () => {
    expect(renderMail({ ...examples('sv').invitation, reopened: true, replacesEarlierLink: true }).text).toContain('Ärendet är öppet igen. Här är din nya länk. Den förra fungerar inte längre.');
    expect(renderMail({ ...examples('en').invitation, reopened: true, replacesEarlierLink: true }).text).toContain('The case is open again. Here is your new link. The earlier one no longer works.');
  });

  test.each([
    ['the end of a day is that day', '2026-05-01T22:00:00Z', 'Det går att skriva under till och med 1 maj 2026.', 'It can be signed until the end of 1 May 2026.'],
    ['any other moment is told as it is', '2026-05-01T10:00:00Z', 'Det går att skriva under till 1 maj 2026 kl. 12.00.', 'It can be signed until 1 May 2026 at 12:00.'],
  ])('when it is too late: %s', (_name, at, swedish, english) => {
    const expiry = { at: new Date(at), timeZone: 'Europe/Stockholm' };
    expect(renderMail({ ...examples('sv').invitation, expiry }).text).toContain(swedish);
    expect(renderMail({ ...examples('en').reminder, expiry }).text).toContain(english);
  });

  test('a reminder says until when, or that the day has passed', () => {
    expect(render('reminder', 'sv').subject).toBe('Påminnelse: protokoll att skriva under, kommunstyrelsen 27 mars, senast 10 april');
    expect(render('reminder', 'sv').text).toContain('som justerare. Det ska vara klart senast fredag 10 april.');
    const late = renderMail({ ...examples('sv').reminder, overdue: true });
    expect(late.subject).toBe('Försenat: protokoll att skriva under, kommunstyrelsen 27 mars');
    expect(late.text).toContain('Sista dagen var fredag 10 april. Det går fortfarande att skriva under.');
  });

  test('minutes that are adjusted are told with the last day for their notice, and again when nobody has posted it', () => {
    expect(render('notice', 'sv').subject).toBe('Justerat: kommunstyrelsen 27 mars, anslå senast 10 april');
    expect(render('notice', 'sv').text).toContain('justerades 8 april 2026. Anslaget ska sättas upp senast 10 april 2026.');
    const again = renderMail({ ...examples('en').notice, isReminder: true });
    expect(again.subject).toBe('Notice missing: the executive board 27 March, by 10 April');
    expect(again.text).toContain('Nobody has written in the case that the notice is posted. The last day is 10 April 2026.');
  });

  test.each(['toSign', 'approved', 'signed', 'notNeeded'] as const)('new dates are told with what the person has left to do: %s', (standing) => {
    const [swedish, english] = [renderMail({ ...examples('sv').extended, standing }).text, renderMail({ ...examples('en').extended, standing }).text];
    expect(swedish).toContain('senast fredag 24 april. Det går att skriva under till och med 1 maj 2026.');
    expect(/behöver inte göra något/.test(swedish)).toBe(standing !== 'toSign');
    expect(/nothing for you to do/.test(english)).toBe(standing !== 'toSign');
  });

  test.each([
    ['dueSoon', 'Snart sista dagen: kommunstyrelsen 27 mars, senast 10 april', 'Soon due: the executive board 27 March, by 10 April'],
    ['overdue', 'Försenat: kommunstyrelsen 27 mars, skulle ha varit klart 10 april', 'Overdue: the executive board 27 March, was due 10 April'],
    ['expired', 'Tiden har gått ut: kommunstyrelsen 27 mars', 'The time is up: the executive board 27 March'],
  ] as const)('the office hears who is missing: %s', (stage, swedish, english) => {
    const [sv, en] = [renderMail({ ...examples('sv').escalation, stage }), renderMail({ ...examples('en').escalation, stage })];
    expect([sv.subject, en.subject]).toEqual([swedish, english]);
    for (const { text } of [sv, en]) expect(text).toContain('- Karin Ås, ordförande');
  });
});
