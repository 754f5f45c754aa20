import type { Page } from 'playwright-core';
import { desktop, inBrowser, phone } from './browser.js';
import { FakeDesk, goodSecret } from './fake-api/desk.js';
import { caseView, inspection, trail } from './fake-api/desk-cases.js';
import { withKit } from './kit.js';

const minutes = { name: 'protokoll.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(4000, 'x') };

inBrowser('desk: remarks, substitutes, addresses', () => {
  const kit = withKit();
  const script = (): FakeDesk => {
    const desk = new FakeDesk();
    desk.view = caseView();
    desk.trail = trail;
    desk.inspection = inspection();
    kit.server.use(desk);
    return desk;
  };
  const open = async (path: string, options = desktop): Promise<Page> => {
    const page = await kit.open(path, options);
    await page.getByLabel('Hemlighet').fill(goodSecret);
    await page.getByRole('button', { name: 'Logga in' }).click();
    await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor();
    return page;
  };

  it('lets an adjuster sign with a remark, nobody else, and only when asked to', async () => {
    const desk = script();
    const page = await open('/admin/new');
    await page.locator('input[type=file]').setInputFiles(minutes);
    await page.getByText('12 sidor, 4 kB').waitFor();
    await page.getByLabel('Rubrik').fill('Protokoll');
    await page.getByLabel('Sammanträdesdag').fill('2026-03-27');
    await page.getByLabel('Ditt namn, som avsändare').fill('Bo Lind');
    for (const [number, name] of [[1, 'Bo Lind'], [2, 'Karin Ås'], [3, 'Anna Ek']] as const) {
      const person = page.getByRole('group', { name: `Person ${String(number)}` });
      await person.getByLabel('Namn').fill(name);
      await person.getByLabel('E-post').fill(`person${String(number)}@exempel.example`);
    }
    // Secretary and chair have no such box.
    expect(await page.getByRole('checkbox', { name: /anmärkning/ }).count()).toBe(1);
    const box = page.getByRole('checkbox', { name: 'Person 3 får skriva under med anmärkning' });
    expect(await box.isChecked()).toBe(false);
    await box.check();
    await kit.look(page, 'desk-new-remark-desktop-sv', true);
    // Ticked while an adjuster, then made something else: the right does not follow.
    const second = page.getByRole('group', { name: 'Person 2' });
    await second.getByLabel('Roll', { exact: true }).selectOption('adjuster');
    await page.getByRole('checkbox', { name: 'Person 2 får skriva under med anmärkning' }).check();
    await second.getByLabel('Roll', { exact: true }).selectOption('chair');
    await page.getByRole('button', { name: 'Skicka för underskrift' }).click();
    await page.getByRole('heading', { level: 2, name: 'Händelser' }).waitFor();
    expect((desk.created as { signatories: readonly { mayRemark?: boolean }[] }).signatories.map(({ mayRemark }) => mayRemark)).toEqual([undefined, undefined, true]);
  }, 60_000);

  it('shows who signed with a remark, and its words', async () => {
    const desk = script();
    const view = caseView();
    const remark = 'Deltog från § 4, ej §§ 1–3: jäv. <b>';
    desk.view = { ...view, tasks: view.tasks.map((task, index) => (index === 0 ? { ...task, mayRemark: true, withRemark: true, remark } : index === 1 ? { ...task, mayRemark: true } : task)) };
    const page = await open('/admin/cases/c3', phone);
    await page.getByText('Med anmärkning:').waitFor();
    await page.getByText(remark, { exact: true }).waitFor();
    expect(await page.getByText('Får skriva under med anmärkning').count()).toBe(1);
    await kit.look(page, 'desk-case-remark-phone-sv', true);
  });

  it('puts in a substitute with a reason, and corrects an address; shows whom the task belonged to until it is signed', async () => {
    const desk = script();
    const page = await open('/admin/cases/c3', phone);
    // Whoever has signed is not replaced.
    expect(await page.getByRole('button', { name: /^Sätt in ersättare/ }).count()).toBe(2);
    await page.getByRole('button', { name: 'Sätt in ersättare för Anna Ek' }).click();
    await page.getByRole('button', { name: 'Sätt in ersättaren' }).click();
    await page.locator('#person-name-error').getByText('Skriv namnet.').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('person-name');
    await kit.look(page, 'desk-substitute-phone-sv', true);
    await page.getByLabel('Namn på den som ska skriva under').fill('Eva Berg');
    await page.getByLabel('E-post').fill('eva.berg@exempel.example');
    await page.keyboard.press('Escape');
    // Closed by mistake: nothing is lost.
    await page.getByRole('button', { name: 'Sätt in ersättare för Anna Ek' }).click();
    expect(await page.getByLabel('E-post').inputValue()).toBe('eva.berg@exempel.example');
    await page.getByLabel('Varför byts personen ut?').fill('Anna Ek är sjuk.');
    const view = caseView();
    desk.view = { ...view, tasks: view.tasks.map((task, index) => (index === 1 ? { ...task, name: 'Eva Berg', email: 'eva.berg@exempel.example', substituteFor: 'Anna Ek', formerly: [{ name: 'Anna Ek', email: 'anna.ek@exempel.example', until: '2026-03-31T08:00:00Z' }] } : task)) };
    await page.getByRole('button', { name: 'Sätt in ersättaren' }).click();
    await page.getByText('Tidigare Anna Ek, anna.ek@exempel.example, till 31 mars 2026 kl. 10.00').waitFor();
    await page.getByText(/ersättare för Anna Ek$/).waitFor();
    await kit.look(page, 'desk-case-substitute-phone-sv', true);
    await page.getByRole('button', { name: 'Show the page in English' }).click();
    await page.getByRole('button', { name: 'Change the address of Karin Ås' }).click();
    await page.getByLabel('E-mail').fill('karin.as@exempel.example');
    await kit.look(page, 'desk-address-phone-en');
    await page.getByRole('dialog').getByRole('button', { name: 'Change the address' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(desk.actions).toEqual([
      'tasks substitute', JSON.stringify({ name: 'Eva Berg', email: 'eva.berg@exempel.example', reason: 'Anna Ek är sjuk.' }),
      'tasks address', JSON.stringify({ email: 'karin.as@exempel.example' }),
    ]);
  }, 60_000);

  it('sends corrected minutes to the same people, says what is corrected, and leads from the old case to the new', async () => {
    const desk = script();
    desk.view = caseView({ state: 'completed', body: { id: 'b1', name: 'Exempelkommun, kommunstyrelsen', timeZone: 'Europe/Stockholm' }, sender: { name: 'Bo Lind' } });
    const page = await open('/admin/cases/c3', phone);
    await page.getByRole('button', { name: 'Skicka ett rättat protokoll' }).click();
    await page.getByRole('heading', { name: 'Rättat protokoll' }).waitFor();
    await page.locator('input[type=file]').setInputFiles(minutes);
    await page.getByText('12 sidor, 4 kB').waitFor();
    await page.getByRole('button', { name: 'Skicka för underskrift' }).click();
    await page.getByRole('link', { name: 'Skriv vad som är rättat.' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('correction');
    await kit.look(page, 'desk-correction-phone-sv', true);
    await page.getByLabel('Vad är rättat?').fill('§ 7: beloppet ska vara 120 000.');
    desk.view = caseView({ state: 'superseded', supersededBy: 'c4' });
    await page.getByRole('button', { name: 'Skicka för underskrift' }).click();
    await page.getByRole('link', { name: 'Ett rättat protokoll har kommit i stället. Visa det ärendet.' }).waitFor();
    await kit.look(page, 'desk-superseded-phone-sv', true);
    expect(await page.getByRole('button', { name: 'Skicka ett rättat protokoll' }).count()).toBe(0);
    expect(desk.created).toMatchObject({
      title: 'Protokoll, kommunstyrelsen 27 mars 2026', meetingDate: '2026-03-27', authentication: 'openIdConnect', sender: { name: 'Bo Lind' },
      supersedes: { requestId: 'c3', reason: '§ 7: beloppet ska vara 120 000.' },
      signatories: [{ name: 'Bo Lind', role: 'secretary', step: 1 }, { name: 'Anna Ek', role: 'adjuster', step: 2 }, { name: 'Karin Ås', role: 'chair', step: 2 }],
    });
    // The next new case replaces nothing.
    await page.goto('/admin/new');
    await page.getByRole('heading', { level: 1, name: 'Nytt ärende' }).waitFor();
    expect(await page.getByLabel('Vad är rättat?').count()).toBe(0);
  }, 60_000);
});
