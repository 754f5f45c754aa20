import type { Page } from 'playwright-core';
import { desktop, inBrowser, phone } from './browser.js';
import { FakeDesk, goodSecret } from './fake-api/desk.js';
import { caseView, manyCases, trail } from './fake-api/desk-cases.js';
import { withKit } from './kit.js';

inBrowser('time at the desk', () => {
  const kit = withKit();
  const script = (): FakeDesk => {
    const desk = new FakeDesk();
    desk.cases = manyCases;
    desk.trail = trail;
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

  it('says what is late, and gives it more time: only dates ahead, and only what was changed', async () => {
    const desk = script();
    const reminded = caseView().tasks.map((task) => (task.state === 'open' ? { ...task, remindedOn: '2026-04-15', reminderCount: 3 } : task));
    desk.view = caseView({ dueDate: '2026-04-10', overdue: true, expiresAt: '2099-04-30T22:00:00Z', tasks: reminded });
    const page = await open('/admin/cases/c3');
    await page.getByText('Försenat: sista dagen var 10 april 2026. Det går fortfarande att skriva under.').waitFor();
    await page.getByText('10 april 2026, försenat').waitFor();
    await page.getByText('30 april 2099').waitFor();
    expect(await page.getByText('Påmind 3 gånger, senast 15 april 2026').count()).toBe(2);
    await kit.look(page, 'desk-case-overdue-desktop-sv', true);
    await page.getByRole('button', { name: 'Ändra tiden' }).click();
    await page.getByRole('button', { name: 'Ändra tiden' }).last().click();
    await page.getByText('Ändra minst ett datum.').waitFor();
    await page.getByLabel('Ska vara undertecknat senast').fill('2020-01-01');
    await page.getByText('Datumet har redan varit.').waitFor();
    await kit.look(page, 'desk-extend-desktop-sv');
    await page.getByLabel('Ska vara undertecknat senast').fill('2099-05-01');
    await page.getByRole('button', { name: 'Ändra tiden' }).last().click();
    await page.getByText('Försenat: sista dagen').waitFor({ state: 'detached' });
    expect(desk.actions).toEqual(['extend']);
    expect(desk.extended).toEqual({ dueDate: '2099-05-01' });
  });

  it('opens a case again whose time has run out', async () => {
    const desk = script();
    desk.view = caseView({ state: 'expired', expiresAt: '2026-04-30T22:00:00Z' });
    const page = await open('/admin/cases/c3', phone);
    await page.getByRole('button', { name: 'Öppna ärendet igen' }).click();
    await page.getByText('De som är kvar att skriva under får en ny länk.').waitFor();
    await kit.look(page, 'desk-reopen-phone-sv');
    await page.getByRole('button', { name: 'Öppna igen', exact: true }).click();
    await page.locator('.badge').getByText('Väntar på underskrifter').waitFor();
    expect(desk.extended).toEqual({});
  });
});
