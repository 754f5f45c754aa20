import type { Page } from 'playwright-core';
import { desktop, inBrowser, phone } from './browser.js';
import { FakeDesk, goodSecret } from './fake-api/desk.js';
import { caseView, encrypted, hasForms, inspection, mails, manyCases, summary, trail } from './fake-api/desk-cases.js';
import { withKit } from './kit.js';

const minutes = { name: 'protokoll.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(4000, 'x') };

inBrowser('desk', () => {
  const kit = withKit();
  const script = (): FakeDesk => {
    const desk = new FakeDesk();
    desk.cases = manyCases;
    desk.view = caseView();
    desk.trail = trail;
    desk.mails = mails;
    desk.inspection = inspection();
    kit.server.use(desk);
    return desk;
  };
  const signIn = async (page: Page): Promise<void> => {
    await page.getByLabel('Hemlighet').fill(goodSecret);
    await page.getByRole('button', { name: 'Logga in' }).click();
    await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor();
  };
  const open = async (path: string, options = desktop): Promise<Page> => {
    const page = await kit.open(path, options);
    await signIn(page);
    return page;
  };

  it('lets nobody in without the secret, and out again', async () => {
    script();
    const page = await kit.open('/admin', phone);
    await page.getByRole('button', { name: 'Logga in' }).click();
    await page.locator('#secret-error').getByText('Skriv hemligheten.').waitFor();
    await page.getByLabel('Hemlighet').fill('guess');
    await page.getByRole('button', { name: 'Logga in' }).click();
    await page.locator('#secret-error').getByText('Hemligheten stämmer inte.').waitFor();
    await kit.look(page, 'desk-login-phone-sv');
    await signIn(page);
    await page.getByRole('heading', { level: 1, name: 'Ärenden' }).waitFor();
    await page.getByRole('button', { name: 'Logga ut' }).click();
    await page.getByRole('heading', { level: 1, name: 'Logga in' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Logga in' }).waitFor();
  });

  it.each([
    ['phone', phone],
    ['desktop', desktop],
  ])('shows what needs attention before everything else (%s)', async (size, options) => {
    const desk = script();
    desk.secondPage = [summary('c9', { title: 'Ett äldre ärende', state: 'completed' })];
    const page = await open('/admin', options);
    const headings = await page.locator('section h2').allTextContents();
    expect(headings).toEqual(['Behöver hjälp först (2)', 'Pågående (2)', 'Avslutade (2)']);
    await page.getByText('Tidsstämplingen svarar inte. Godkännanden är sparade.').waitFor();
    await page.getByRole('button', { name: 'Visa fler' }).click();
    await page.getByText('Ett äldre ärende').waitFor();
    expect(await page.getByRole('button', { name: 'Visa fler' }).count()).toBe(0);
    await kit.look(page, `desk-list-${size}-sv`, true);
    await page.getByRole('button', { name: 'Show the page in English' }).click();
    await page.getByText('The time-stamping service does not answer.').waitFor();
    await kit.look(page, `desk-list-${size}-en`, true);
  });

  it('says what to do when there is no case yet', async () => {
    const desk = script();
    desk.cases = [];
    const page = await open('/admin');
    await page.getByText('Inga ärenden än.').waitFor();
    await kit.look(page, 'desk-empty-desktop-sv');
    await page.locator('main').getByRole('link', { name: 'Nytt ärende' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'Nytt ärende' }).waitFor();
  });

  it('shows a case with its people, its trail and its raw entries', async () => {
    script();
    const page = await open('/admin/cases/c3');
    await page.getByRole('heading', { level: 1, name: 'Protokoll, kommunstyrelsen 27 mars 2026' }).waitFor();
    await page.getByText('Bo Lind skrev under.').waitFor();
    await kit.look(page, 'desk-case-desktop-sv', true);
    await page.getByText('Visa raden som den är sparad').first().click();
    await page.getByText('"type": "SignTaskSigned"').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Show the page in English' }).click();
    await page.getByText('Bo Lind signed.').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await kit.look(page, 'desk-case-phone-en', true);
  });

  it('sends a new link, tries again, and withdraws only with a reason', async () => {
    const desk = script();
    desk.view = caseView({ attention: { code: 'timestamp-unavailable', cause: 'timestamping-failed', since: '2026-03-31T08:00:00Z', nextTryAt: '2026-03-31T08:05:00Z' } });
    const page = await open('/admin/cases/c3');
    await page.getByText('Tidsstämplingen svarar inte. Godkännanden är sparade.').waitFor();
    await kit.look(page, 'desk-case-attention-desktop-sv');
    await page.getByRole('button', { name: 'Försök igen nu' }).click();
    await page.getByText('Ett nytt försök är på väg.').waitFor();
    await page.getByRole('button', { name: 'Skicka ny länk till Anna Ek' }).click();
    await page.getByText('En ny länk är på väg till Anna Ek.').waitFor();
    await page.getByRole('button', { name: 'Dra tillbaka ärendet' }).click();
    await page.getByRole('button', { name: 'Dra tillbaka', exact: true }).click();
    await page.getByText('Skriv varför du drar tillbaka ärendet.').waitFor();
    await kit.look(page, 'desk-withdraw-desktop-sv');
    await page.getByLabel('Varför drar du tillbaka ärendet?').fill('Fel bilaga.');
    await page.getByRole('button', { name: 'Dra tillbaka', exact: true }).click();
    await page.locator('.badge').getByText('Tillbakadraget').waitFor();
    expect(await page.getByRole('button', { name: 'Dra tillbaka ärendet' }).count()).toBe(0);
    expect(desk.actions).toEqual(['retry', 'tasks resend', 'withdraw', 'Fel bilaga.']);
  });

  it('answers an error that a signatory reported, and only with words', async () => {
    const desk = script();
    desk.view = caseView({
      attention: { code: 'error-reported', cause: 'error-reported', since: '2026-03-31T11:40:00Z' },
      errorReports: [{ id: 'r1', taskId: 't2', text: '§ 7, sidan 5: beloppet ska vara 120 000.', at: '2026-03-31T11:40:00Z' }],
    });
    const page = await open('/admin/cases/c3');
    await page.getByRole('heading', { name: 'Meddelade fel' }).waitFor();
    expect(await page.getByRole('button', { name: 'Försök igen nu' }).count()).toBe(0);
    await kit.look(page, 'desk-report-desktop-sv', true);
    await page.getByRole('button', { name: 'Svara Anna Ek' }).click();
    await page.getByRole('button', { name: 'Skicka svaret' }).click();
    await page.getByText('Skriv ett svar.').waitFor();
    await page.getByLabel('Ditt svar').fill('Beloppet är rätt, se bilaga 2.');
    await kit.look(page, 'desk-answer-desktop-sv');
    await page.getByRole('button', { name: 'Skicka svaret' }).click();
    await page.getByText('Beloppet är rätt, se bilaga 2.').waitFor();
    expect(desk.actions).toEqual(['error-reports answer', 'Beloppet är rätt, se bilaga 2.']);
    expect(await page.getByRole('button', { name: 'Svara Anna Ek' }).count()).toBe(0);
  }, 60_000);

  it('updates itself while something is going on', async () => {
    const desk = script();
    desk.view = caseView({ state: 'preparing', preparedSha256: null });
    const page = await open('/admin/cases/c3');
    await page.locator('.badge').getByText('Förbereds').waitFor();
    desk.view = caseView({ state: 'completed', version: 12, completedAt: '2026-03-31T12:06:00Z' });
    await page.locator('.badge').getByText('Klart').waitFor();
    expect(await page.getByRole('link', { name: 'Ladda ner det färdiga dokumentet' }).getAttribute('href')).toBe('/api/v1/sign-requests/c3/file?revision=head');
    expect(await page.getByRole('link', { name: 'Ladda ner beviskedjan (JSON)' }).getAttribute('href')).toBe('/api/v1/sign-requests/c3/evidence/export');
  });

  it('says so when a case does not exist, and leads to the log-in when the session has ended', async () => {
    const desk = script();
    desk.view = undefined;
    const page = await open('/admin/cases/none');
    await page.getByText('Ärendet finns inte.').waitFor();
    desk.signedIn = false;
    await page.getByRole('link', { name: 'Alla ärenden' }).click();
    await page.getByText('Du har loggats ut. Logga in igen för att fortsätta.').waitFor();
    await kit.look(page, 'desk-session-ended-desktop-sv');
  });

  it('lets the mails of the demonstration be read, scripts dead, links alive', async () => {
    script();
    const page = await open('/admin/mails');
    await kit.look(page, 'desk-mails-desktop-sv');
    await page.getByRole('link', { name: 'Protokoll att skriva under: kommunstyrelsen 27 mars, senast 10 april' }).click();
    // Nothing runs inside the frame, not even Playwright: what is in it is looked at from the page around it.
    const inside = (what: string): Promise<unknown> => page.evaluate(`document.querySelector('iframe').contentDocument.querySelector('a').${what}`);
    await page.locator('iframe[data-dressed]').waitFor();
    await page.getByRole('heading', { name: 'Så här ser mejlet ut' }).waitFor();
    expect(await inside('style.backgroundColor')).toBe('rgb(18, 80, 107)');
    expect(await inside('target + document.title')).not.toContain('hacked');
    expect(await page.getByRole('listitem').getByRole('link').first().getAttribute('href')).toBe('http://127.0.0.1:9/s/abcDEF-123_x');
    await kit.picture(page, 'desk-mail-desktop-sv', true);
    await page.locator('iframe').evaluate((frame: { remove(): void }) => frame.remove());
    await kit.look(page, 'desk-mail-around-desktop-sv');
    // The browser says that it refused the script in the mail: that is what is wanted here.
    const refused = kit.complaints.splice(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((complaint) => !complaint.includes('Blocked script execution'))).toEqual([]);
  });

  it('has no mail page where there is no catcher', async () => {
    const desk = script();
    desk.mails = undefined;
    const page = await open('/admin');
    await page.getByRole('heading', { level: 1, name: 'Ärenden' }).waitFor();
    expect(await page.getByRole('link', { name: 'Mejl' }).count()).toBe(0);
  });

  it('refuses a file at once, with what to do, and warns about another', async () => {
    const desk = script();
    desk.inspection = inspection({ pageCount: 0, refusals: [encrypted] });
    const page = await open('/admin/new', phone);
    await page.locator('input[type=file]').setInputFiles(minutes);
    await page.getByText('Filen är skyddad med lösenord. Spara den utan lösenord och lämna in den igen.').waitFor();
    await kit.look(page, 'desk-new-refused-phone-sv');
    desk.inspection = inspection({ warnings: [hasForms], existingSignatures: 1 });
    await page.locator('input[type=file]').setInputFiles(minutes);
    await page.getByText('12 sidor, 4 kB').waitFor();
    await page.getByText('Filen har redan 1 underskrift. Den bevaras.').waitFor();
    await page.getByText('Filen har formulärfält. Se efter att de är ifyllda som de ska.').waitFor();
    await kit.look(page, 'desk-new-warned-phone-sv');
  });

  it('offers to write a broken file anew, and takes it when the box is ticked, for that file only', async () => {
    const desk = script();
    desk.inspection = inspection({ pageCount: 0, refusals: [encrypted], repairOffered: true });
    const page = await open('/admin/new');
    await page.locator('input[type=file]').setInputFiles(minutes);
    const mistakes = page.getByRole('group', { name: 'Rätta de här uppgifterna först:' });
    const refused = mistakes.getByRole('link', { name: 'Välj en fil som går att använda.' });
    const submit = page.getByRole('button', { name: 'Skicka för underskrift' });
    await submit.click();
    await refused.waitFor();
    await page.getByRole('checkbox', { name: 'Låt oss skriva om filen' }).check();
    await submit.click();
    expect(await refused.count()).toBe(0);
    await page.locator('input[type=file]').setInputFiles(minutes);
    await page.getByRole('checkbox', { name: 'Låt oss skriva om filen', checked: false }).waitFor();
  });

  it('names every field that is missing, leads to each, and loses nothing on reload', async () => {
    script();
    const page = await open('/admin/new');
    await page.getByRole('button', { name: 'Skicka för underskrift' }).click();
    const mistakes = page.getByRole('group', { name: 'Rätta de här uppgifterna först:' });
    expect(await mistakes.getByRole('link').count()).toBe(10);
    await kit.look(page, 'desk-new-mistakes-desktop-sv', true);
    await mistakes.getByRole('link', { name: 'Skriv namnet på person 2.' }).click();
    await page.keyboard.type('Karin Ås');
    await page.reload();
    expect(await page.getByRole('group', { name: 'Person 2' }).getByLabel('Namn').inputValue()).toBe('Karin Ås');
  });

  it('makes a case with the keyboard alone, rows added and removed', async () => {
    const desk = script();
    const page = await open('/admin/new');
    await page.getByRole('button', { name: 'Välj fil: Protokoll som PDF' }).focus();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
    await chooser.setFiles(minutes);
    await page.getByText('12 sidor, 4 kB').waitFor();
    await page.getByLabel('Rubrik').focus();
    const tab = async (text: string, tabs = 1): Promise<void> => {
      for (let n = 0; n < tabs; n += 1) await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    };
    await page.keyboard.type('Protokoll, kommunstyrelsen 27 mars 2026');
    await page.getByLabel('Diarienummer').focus();
    await page.keyboard.type('KS 2026/114');
    await page.getByLabel('Sammanträdesdag').fill('2026-03-27');
    await page.getByLabel('Ditt namn, som avsändare').focus();
    await page.keyboard.type('Bo Lind');
    await page.getByRole('radio', { name: 'E-legitimation' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: 'Engångskod till e-post' }).isChecked()).toBe(true);
    await page.getByRole('group', { name: 'Person 1' }).getByLabel('Namn').focus();
    await page.keyboard.type('Bo Lind');
    await tab('bo.lind@exempel.example');
    // Role, title and step stand as they are; then the button that removes person 2.
    await page.getByRole('button', { name: 'Ta bort person 2' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Personen togs bort. 2 kvar.').waitFor({ state: 'attached' });
    await page.getByRole('group', { name: 'Person 2' }).getByLabel('Namn').focus();
    await page.keyboard.type('Anna Ek');
    await tab('anna.ek@exempel.example');
    await page.getByRole('button', { name: 'Lägg till en person' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Person 3 lades till.').waitFor({ state: 'attached' });
    await page.keyboard.type('Per Öst');
    await tab('per.ost@exempel.example');
    await tab('justerare för Li Wang', 2);
    await kit.look(page, 'desk-new-desktop-sv', true);
    await page.getByRole('button', { name: 'Skicka för underskrift' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Händelser' }).waitFor();
    expect(desk.created).toEqual({
      bodyId: 'b1',
      title: 'Protokoll, kommunstyrelsen 27 mars 2026',
      meetingDate: '2026-03-27',
      registrationNumber: 'KS 2026/114',
      language: 'sv',
      authentication: 'emailCode',
      requiredLevelOfAssurance: 'low',
      sender: { name: 'Bo Lind' },
      signatories: [
        { name: 'Bo Lind', email: 'bo.lind@exempel.example', role: 'secretary', step: 1 },
        { name: 'Anna Ek', email: 'anna.ek@exempel.example', role: 'adjuster', step: 2 },
        { name: 'Per Öst', email: 'per.ost@exempel.example', role: 'adjuster', roleTitle: 'justerare för Li Wang', step: 2 },
      ],
    });
  }, 60_000);
});
