import { readFileSync } from 'node:fs';
import { desktop, inBrowser, phone } from './browser.js';
import { goodToken } from './fake-api/ceremony.js';
import { FakeDownloads } from './fake-api/downloads.js';
import { FakeValidation } from './fake-api/validation.js';
import { withKit } from './kit.js';

inBrowser('the pages for everybody', () => {
  const kit = withKit();
  beforeEach(() => kit.server.use(new FakeValidation(), new FakeDownloads()));

  it('shows who vouches, by fingerprint, and hands out the certificate as a reader wants it', async () => {
    const page = await kit.open('/trust', desktop);
    await page.getByRole('heading', { level: 2, name: 'Justera Demo Root' }).waitFor();
    await page.getByText('5d41 402a bc4b 2a76 b971 9d91 1017 c592 5d41 402a bc4b 2a76 b971 9d91 1017 c592').waitFor();
    await page.getByText('Det här är en demonstration.').waitFor();
    await page.getByText('SE, utgåva 73; gäller till 14 augusti 2026; äldre kopia från 1 maj 2026 kl. 12.00: ingen nyare gick att hämta').waitFor();
    await kit.look(page, 'trust-desktop-sv', true);
    const button = page.getByRole('button', { name: 'Ladda ner certifikatet Justera Demo Root' });
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(download.suggestedFilename()).toBe('justera-demo-root.cer');
    expect(readFileSync(await download.path()).toString('hex')).toBe('3003020101');
    await page.getByRole('button', { name: 'Show the page in English' }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    await kit.look(page, 'trust-phone-en', true);
  });

  it('hands out the finished file by its link', async () => {
    const page = await kit.open(`/d/${goodToken}`, phone);
    await page.getByRole('heading', { level: 1, name: 'Protokoll, kommunstyrelsen 27 mars 2026' }).waitFor();
    await kit.look(page, 'download-phone-sv', true);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Ladda ner PDF (542 kB)' }).click()]);
    expect(download.suggestedFilename()).toBe('ks-2026-114-undertecknat.pdf');
  });

  it('explains a download link that leads nowhere', async () => {
    const page = await kit.open('/d/old', { ...phone, locale: 'en-GB' });
    await page.getByText('We do not recognise the link.').waitFor();
    await kit.look(page, 'download-dead-phone-en');
  });

  it('remembers the chosen language from page to page', async () => {
    const page = await kit.open('/trust', phone);
    await page.getByRole('button', { name: 'Show the page in English' }).click();
    await page.getByRole('link', { name: 'Check a document' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'Check a document' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('prints without buttons', async () => {
    const page = await kit.open('/trust', desktop);
    await page.getByRole('heading', { level: 2, name: 'Justera Demo Root' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('.site-footer').isVisible()).toBe(false);
    expect(await page.getByText('5d41 402a').first().isVisible()).toBe(true);
  });
});
