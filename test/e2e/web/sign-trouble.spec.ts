import type { Page } from 'playwright-core';
import { desktop, inBrowser, phone } from './browser.js';
import { FakeCeremony, goodToken, rightCode } from './fake-api/ceremony.js';
import { openCase } from './fake-api/ceremony-cases.js';
import { samplePdf } from './fake-api/sample-pdf.js';
import { withKit } from './kit.js';

inBrowser('signatory page, when things go another way', () => {
  const kit = withKit();
  let pdf: Uint8Array;
  beforeAll(async () => {
    pdf = await samplePdf(3);
  });
  const script = (view = openCase()): FakeCeremony => {
    const ceremony = new FakeCeremony(view, pdf);
    kit.server.use(ceremony);
    return ceremony;
  };
  const heading = (page: Page, name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
  const toApprove = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await page.getByLabel('Kod').fill(rightCode);
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await heading(page, 'Godkänn');
  };

  it('declines only with a reason, and keeps the reason when the dialog is closed by mistake', async () => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByRole('button', { name: 'Avstå från att skriva under' }).click();
    await kit.look(page, 'sign-decline-phone-sv');
    await page.getByRole('dialog').getByRole('button', { name: 'Avstå' }).click();
    await page.getByText('Skriv varför du avstår.').waitFor();
    await page.getByLabel('Varför avstår du?').fill('Jag var inte med på sammanträdet.');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.reload();
    await page.getByRole('button', { name: 'Avstå från att skriva under' }).click();
    expect(await page.getByLabel('Varför avstår du?').inputValue()).toBe('Jag var inte med på sammanträdet.');
    await page.getByRole('dialog').getByRole('button', { name: 'Avstå' }).click();
    await heading(page, 'Du har avstått');
    await kit.look(page, 'sign-declined-phone-sv');
    expect(ceremony.declinedFor).toBe('Jag var inte med på sammanträdet.');
  }, 60_000);

  it('reports an error without declining, and shows the answer when it has come', async () => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByRole('button', { name: 'Meddela fel' }).click();
    await kit.look(page, 'sign-report-phone-sv');
    await page.getByRole('button', { name: 'Skicka' }).click();
    await page.getByText('Skriv vad som är fel, och var.').waitFor();
    await page.getByLabel('Vad är fel, och var?').fill('§ 7, sidan 5: beloppet ska vara 120 000.');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Meddela fel' }).click();
    expect(await page.getByLabel('Vad är fel, och var?').inputValue()).toContain('§ 7');
    await page.getByRole('button', { name: 'Skicka' }).click();
    await page.getByText('Ditt meddelande är framme').waitFor();
    // Sent from far down in the document: the page goes to where it says so.
    await page.waitForFunction("document.activeElement.textContent.includes('Ditt meddelande är framme')");
    await page.getByText('Du har inte skrivit under.').waitFor();
    expect(await page.getByRole('button', { name: 'Skriv under' }).count()).toBe(1);
    await kit.look(page, 'sign-reported-phone-sv');
    expect(ceremony.view).toMatchObject({ state: 'open', errorReports: [{ text: '§ 7, sidan 5: beloppet ska vara 120 000.' }] });
    ceremony.view = { ...ceremony.view, errorReports: [{ text: 'Beloppet i § 7.', at: '2026-03-31T11:40:00Z', answer: 'Det är rätt: se bilaga 2.', answeredAt: '2026-03-31T12:00:00Z' }] };
    await page.reload();
    await page.getByText('Du har fått svar').waitFor();
    await page.getByText('Det är rätt: se bilaga 2.').waitFor();
    await kit.look(page, 'sign-report-answered-phone-sv');
  }, 60_000);

  it('lets whoever has signed report an error while the others sign', async () => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, desktop);
    await toApprove(page);
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await heading(page, 'Klart!');
    await page.getByRole('button', { name: 'Meddela fel' }).click();
    await page.getByLabel('Vad är fel, och var?').fill('Fel datum i § 2.');
    await page.getByRole('button', { name: 'Skicka' }).click();
    await page.getByText('Ditt meddelande är framme').waitFor();
    await kit.look(page, 'sign-done-reported-desktop-sv');
    expect(ceremony.view.state).toBe('signed');
  }, 60_000);

  it('tells whoever is not the person what to do, and changes nothing', async () => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByRole('button', { name: 'Det är inte jag' }).click();
    await page.getByText('Länken var till Anna Ek. Skriv inte under åt någon annan.').waitFor();
    await kit.look(page, 'sign-not-me-phone-sv');
    await page.getByRole('button', { name: 'Stäng' }).click();
    expect(ceremony.calls.filter((call) => call.startsWith('POST'))).toEqual(['POST /ceremony/session']);
  });

  it('says why a dead link is dead and sends a new one at one press', async () => {
    const ceremony = script();
    const page = await kit.open('/s/an-old-link', phone);
    await heading(page, 'Länken fungerar inte');
    await page.getByText('Länken är ersatt av en nyare.').waitFor();
    await kit.look(page, 'sign-dead-link-phone-sv');
    await page.getByRole('button', { name: 'Skicka en ny länk till min e-post' }).dblclick();
    await page.getByText('Titta i din inkorg').waitFor();
    expect(ceremony.renewed).toEqual(['an-old-link']);
  });

  it.each([
    ['withdrawn', openCase({ state: 'closed', requestState: 'withdrawn', closedReason: { code: 'withdrawn', reason: 'Fel bilaga. Nytt protokoll kommer.' } }), 'Bo Lind har dragit tillbaka ärendet'],
    ['declined', openCase({ state: 'closed', requestState: 'declined', closedReason: { code: 'declined', reason: 'Paragraf 7 stämmer inte.' } }), 'Någon har avstått från att skriva under'],
    ['completed', openCase({ state: 'closed', requestState: 'completed', closedReason: { code: 'completed' } }), 'Underskrifterna är klara'],
    ['not-needed', openCase({ state: 'closed', tasks: openCase().tasks.map((task) => (task.you ? { ...task, state: 'released' } : task)) }), 'Din underskrift behövs inte längre'],
    ['unheard-of', openCase({ state: 'closed', closedReason: { code: 'something-new' } }), 'Det går inte att skriva under'],
    ['waiting-turn', openCase({ state: 'waitingTurn' }), 'Protokoll, kommunstyrelsen 27 mars 2026'],
    ['overdue', openCase({ dueDate: '2026-04-10' }), 'Protokoll, kommunstyrelsen 27 mars 2026'],
  ])('explains the state %s', async (name, view, title) => {
    script(view);
    const page = await kit.open(`/s/${goodToken}`, phone);
    await heading(page, title);
    expect(await page.getByRole('button', { name: 'Skriv under' }).count()).toBe(name === 'overdue' ? 1 : 0);
    await kit.look(page, `sign-${name}-phone-sv`);
  });

  it('goes to the identity provider and comes back to approve; a cancelled identification is explained', async () => {
    const ceremony = script(openCase({ method: 'openIdConnect' }));
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.route('**/idp?*', (route) => route.fulfill({ status: 303, headers: { location: '/api/v1/ceremony/callback?error=authentication-cancelled' } }), { times: 1 });
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await kit.look(page, 'sign-openid-phone-sv');
    await page.getByRole('button', { name: 'Legitimera dig' }).click();
    await page.getByText('Du avbröt legitimeringen.').waitFor();
    await page.getByText('Inget har skrivits under.').waitFor();
    await kit.look(page, 'sign-openid-cancelled-phone-sv');
    await page.route('**/idp?*', (route) => route.fulfill({ status: 303, headers: { location: '/api/v1/ceremony/callback?code=x&state=abc' } }));
    await page.getByRole('button', { name: 'Legitimera dig' }).click();
    await heading(page, 'Godkänn');
    await page.getByText('Tillitsnivå väsentlig').waitFor();
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await heading(page, 'Klart!');
    expect(ceremony.view.state).toBe('signed');
  }, 60_000);

  it('finds its way when the connection dies between consent and answer', async () => {
    const ceremony = script();
    ceremony.loseConsentAnswer = true;
    const page = await kit.open(`/s/${goodToken}`, phone);
    await toApprove(page);
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await heading(page, 'Klart!');
    expect(ceremony.view.state).toBe('signed');
  });

  it('consents once, however fast the button is pressed twice', async () => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    await toApprove(page);
    await page.getByRole('button', { name: 'Skriv under' }).dblclick();
    await heading(page, 'Klart!');
    expect(ceremony.calls.filter((call) => call === 'POST /ceremony/consent')).toHaveLength(1);
  });

  it('says that the approval is saved while the time-stamping service is down', async () => {
    const ceremony = script(openCase({ state: 'consented', attention: { code: 'timestamp-unavailable', cause: 'timestamping-failed' } }));
    ceremony.pollsUntilSigned = 1000;
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByText('Tidsstämplingen svarar inte. Ditt godkännande är sparat och du behöver inte göra något.').waitFor();
    await kit.look(page, 'sign-timestamp-down-phone-sv');
  });

  it('asks to identify again when the five minutes are over, and after a reload without an activation', async () => {
    const ceremony = script();
    ceremony.activationLives = 1500;
    const page = await kit.open(`/s/${goodToken}`, phone);
    await toApprove(page);
    await page.getByText('Det gick för lång tid.').waitFor();
    await kit.look(page, 'sign-expired-phone-sv');
    expect(await page.getByRole('button', { name: 'Skriv under' }).count()).toBe(0);
    await page.context().clearCookies({ name: 'justera_activation' });
    await page.reload();
    await page.getByRole('button', { name: 'Legitimera dig igen' }).click();
    await heading(page, 'Visa att det är du');
  });

  it('keeps the code field after a phone has dropped the page, without sending a second code', async () => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await page.getByLabel('Kod').waitFor();
    await page.reload();
    await page.getByLabel('Kod').fill(rightCode);
    expect(ceremony.codesSent).toBe(1);
    await page.getByRole('button', { name: 'Skicka ny kod' }).click();
    await page.getByText('Vi har skickat en ny kod').waitFor();
    expect(ceremony.codesSent).toBe(2);
  });

  it('stops a code that cannot be right before a try is spent', async () => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await page.getByLabel('Kod').fill('1234');
    await page.getByLabel('Kod').press('Enter');
    await page.locator('#code-error').getByText('Koden har åtta siffror. Du har skrivit 4.').waitFor();
    expect(ceremony.triesLeft).toBe(5);
  });

  it('explains a session that has ended, with one press to go on', async () => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByRole('button', { name: 'Skriv under' }).waitFor();
    ceremony.sessionAlive = false;
    await page.goto('/sign');
    await heading(page, 'Sidan har tappat vem du är');
    await kit.look(page, 'sign-session-ended-phone-sv');
    await page.getByRole('link', { name: 'Fortsätt' }).click();
    await page.getByRole('button', { name: 'Skriv under' }).waitFor();
  });

  it('shows a problem of the server in the language of the page, and tries again', async () => {
    const ceremony = script(openCase({ minutes: { ...openCase().minutes, language: 'en' } }));
    ceremony.fail('/ceremony/session', { status: 503, code: 'database-unavailable', sv: 'Tjänsten svarar inte just nu.', en: 'The service does not answer right now.' });
    const page = await kit.open(`/s/${goodToken}`, { ...phone, locale: 'en-GB' });
    await page.getByText('The service does not answer right now.').waitFor();
    await kit.look(page, 'sign-problem-phone-en');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Sign', exact: true }).waitFor();
  });

  it('goes back with the browser’s own button without losing the case', async () => {
    script();
    const page = await kit.open(`/s/${goodToken}`, desktop);
    await toApprove(page);
    await page.goBack();
    await page.getByRole('button', { name: 'Skriv under' }).waitFor();
    await page.goForward();
    await heading(page, 'Godkänn');
  });

  it('offers the file when the document cannot be shown', async () => {
    const ceremony = script();
    ceremony.fail('/ceremony/document', { status: 500, code: 'internal' }, 50);
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByText('Dokumentet går inte att visa här.').waitFor();
    expect(await page.getByRole('link', { name: 'Ladda ner' }).getAttribute('href')).toBe('/api/v1/ceremony/document?download');
  });
});
