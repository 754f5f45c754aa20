import type { Locator } from 'playwright-core';
import { desktop, inBrowser, phone } from './browser.js';
import { FakeCeremony, goodToken, rightCode } from './fake-api/ceremony.js';
import { openCase } from './fake-api/ceremony-cases.js';
import { samplePdf, scannedPdf } from './fake-api/sample-pdf.js';
import { withKit } from './kit.js';

const hasFocus = (target: Locator): Promise<boolean> => target.evaluate((element: { ownerDocument: { activeElement: unknown } }) => element.ownerDocument.activeElement === element);

/** A script that removes built-ins which a phone of 2019 does not have. */
const takeAway = (names: readonly string[]): string => names.map((name) => `try { delete ${name.includes('.') ? name : `window.${name}`}; } catch {}`).join('\n');

inBrowser('signatory page for everybody', () => {
  const kit = withKit();
  let pdf: Uint8Array;
  beforeAll(async () => {
    pdf = await samplePdf(12);
  });
  const script = (view = openCase(), file = pdf): FakeCeremony => {
    const ceremony = new FakeCeremony(view, file);
    kit.server.use(ceremony);
    return ceremony;
  };

  it('is signed with the keyboard alone, in English', async () => {
    const ceremony = script(openCase({ minutes: { ...openCase().minutes, title: 'Minutes, executive board 27 March 2026', language: 'en' } }));
    const page = await kit.open(`/s/${goodToken}`, desktop);
    await page.locator('[data-page="1"] canvas[data-drawn="yes"]').waitFor();
    await kit.look(page, 'sign-read-desktop-en');
    const press = async (role: 'button' | 'textbox', name: string, key?: string): Promise<void> => {
      const target = page.getByRole(role, { name, exact: true });
      await target.waitFor();
      for (let tabs = 0; tabs < 40; tabs += 1) {
        if (await hasFocus(target)) break;
        await page.keyboard.press('Tab');
      }
      expect(await hasFocus(target)).toBe(true);
      if (key !== undefined) await page.keyboard.press(key);
    };
    await press('button', 'Sign', 'Enter');
    await press('textbox', 'Code');
    await page.keyboard.type(rightCode);
    await kit.look(page, 'sign-identify-desktop-en');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Approve' }).waitFor();
    await kit.look(page, 'sign-approve-desktop-en', true);
    await press('button', 'Sign', 'Space');
    await page.getByRole('heading', { level: 1, name: 'Done!' }).waitFor();
    await kit.look(page, 'sign-done-desktop-en');
    expect(ceremony.view.state).toBe('signed');
  }, 60_000);

  it('keeps the focus inside an open dialog and gives it back', async () => {
    script();
    const page = await kit.open(`/s/${goodToken}`, desktop);
    await page.getByRole('button', { name: 'Avstå från att skriva under' }).click();
    for (let tabs = 0; tabs < 7; tabs += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.closest("[role=dialog]") !== null')).toBe(true);
    }
    await page.keyboard.press('Escape');
    expect(await hasFocus(page.getByRole('button', { name: 'Avstå från att skriva under' }))).toBe(true);
  });

  it('reads as text what is on the pages, in the order of the pages', async () => {
    script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByRole('button', { name: 'Läs som text' }).click();
    await page.getByRole('region', { name: 'Sida 12 av 12' }).waitFor();
    await page.getByRole('heading', { name: '§ 34 Redovisning av pågående ärenden' }).waitFor();
    await page.getByText('Frågor ställs om tidplanen för ombyggnaden av Ängsskolan', { exact: false }).first().waitFor();
    await page.locator('.text-view').scrollIntoViewIfNeeded();
    await kit.look(page, 'sign-text-phone-sv');
  });

  it('draws only the pages near the screen, and sharper when enlarged', async () => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    const first = page.locator('[data-page="1"] canvas[data-drawn="yes"]');
    await first.waitFor();
    expect(await page.locator('[data-page="12"] canvas[data-drawn="yes"]').count()).toBe(0);
    const before = Number(await first.evaluate((canvas: { width: number }) => canvas.width));
    await page.getByRole('button', { name: 'Förstora' }).click();
    await page.getByRole('button', { name: 'Förstora' }).click();
    await first.waitFor();
    expect(Number(await first.evaluate((canvas: { width: number }) => canvas.width))).toBeGreaterThan(before * 1.4);
    await page.locator('[data-page="12"]').scrollIntoViewIfNeeded();
    await page.locator('[data-page="12"] canvas[data-drawn="yes"]').waitFor();
    expect(await page.locator('[data-page="1"] canvas[data-drawn="yes"]').count()).toBe(0);
    expect(ceremony.calls.filter((call) => call.endsWith('/document')).length).toBeGreaterThan(0);
  });

  it.each([
    ['text at 200 % on a phone', { ...phone, viewport: { width: 390, height: 844 } }],
    ['a phone of 320 px', { ...phone, viewport: { width: 320, height: 568 } }],
  ])('needs no sideways scrolling and hides nothing: %s', async (name, options) => {
    script();
    const page = await kit.open(`/s/${goodToken}`, options);
    if (name.startsWith('text')) await page.evaluate("document.documentElement.style.fontSize = '200%'");
    await page.getByRole('button', { name: 'Skriv under' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    const bar = await page.locator('.action-bar').boundingBox();
    expect((bar?.height ?? 999) / (options.viewport?.height ?? 1)).toBeLessThan(0.34);
    await kit.look(page, `sign-read-${name.replace(/\W+/g, '-')}`);
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await page.getByLabel('Kod').fill(rightCode);
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await page.getByRole('heading', { level: 1, name: 'Godkänn' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await kit.look(page, `sign-approve-${name.replace(/\W+/g, '-')}`, true);
  }, 60_000);

  it('has targets of at least 44 by 44 pixels', async () => {
    script();
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.locator('[data-page="1"] canvas[data-drawn="yes"]').waitFor();
    const small = await page.evaluate(`Array.from(document.querySelectorAll('button, a[href], summary')).filter((e) => e.className !== 'skip-link').map((e) => [e.textContent, e.getBoundingClientRect()]).filter(([, r]) => r.height < 43.5 || r.width < 43.5).map(([t]) => t)`);
    expect(small).toEqual([]);
  });

  it('shows a scanned page although the policy forbids WebAssembly, and says that it has no text', async () => {
    script(openCase(), await scannedPdf());
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.locator('[data-page="1"] canvas[data-drawn="yes"]').waitFor();
    const middle = await page.evaluate(`document.querySelector('[data-page="1"] canvas').getContext('2d').getImageData(100, 100, 1, 1).data[0]`);
    expect(middle).toBe(0);
    expect(await page.evaluate("new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) && 'allowed'").catch(() => 'forbidden')).toBe('forbidden');
    kit.complaints.splice(0);
    await page.getByRole('button', { name: 'Läs som text' }).click();
    await page.getByText('Sidan har ingen text. Den kan vara inskannad.').waitFor();
  });

  it.each([
    ['newer built-ins', takeAway(['Promise.withResolvers', 'Array.prototype.at', 'Object.hasOwn', 'String.prototype.replaceAll', 'structuredClone', 'OffscreenCanvas', 'ResizeObserver', 'Element.prototype.replaceChildren'])],
    ['workers', 'delete window.Worker; delete window.structuredClone; delete window.OffscreenCanvas; delete Promise.withResolvers;'],
  ])('works on an old phone without %s', async (_what, missing) => {
    script();
    const page = await kit.open('/trust', phone);
    await page.addInitScript(missing);
    // The worker is a world of its own: there the same must be missing.
    await page.route('**/assets/pdf-worker-*.js', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${missing.replace(/window/g, 'self')}\n${await answer.text()}` });
    });
    await page.goto(`/s/${goodToken}`);
    await page.locator('[data-page="1"] canvas[data-drawn="yes"]').waitFor();
    await page.getByRole('button', { name: 'Läs som text' }).click();
    await page.getByRole('heading', { name: '§ 34 Redovisning av pågående ärenden' }).waitFor();
  });
});
