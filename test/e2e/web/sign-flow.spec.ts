import { desktop, inBrowser, phone } from './browser.js';
import { FakeCeremony, goodToken, rightCode } from './fake-api/ceremony.js';
import { openCase } from './fake-api/ceremony-cases.js';
import { samplePdf } from './fake-api/sample-pdf.js';
import { withKit } from './kit.js';

inBrowser('signatory page, the whole way', () => {
  const kit = withKit();
  let pdf: Uint8Array;
  beforeAll(async () => {
    pdf = await samplePdf(12);
  });
  const script = (view = openCase()): FakeCeremony => {
    const ceremony = new FakeCeremony(view, pdf);
    kit.server.use(ceremony);
    return ceremony;
  };

  it.each([
    ['phone', phone],
    ['desktop', desktop],
  ])('reads, identifies by code, approves and is told that it is signed (%s)', async (size, options) => {
    const ceremony = script();
    const page = await kit.open(`/s/${goodToken}`, options);
    await page.getByRole('heading', { level: 1, name: 'Protokoll, kommunstyrelsen 27 mars 2026' }).waitFor();
    await page.locator('[data-page="1"] canvas[data-drawn="yes"]').waitFor();
    await kit.look(page, `sign-read-${size}-sv`);
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await page.getByText(/^Vi har skickat en kod till a.….k@exempel.example. Den står i ämnesraden och gäller i 30 minuter.$/u).waitFor();
    await kit.look(page, `sign-identify-${size}-sv`);
    await page.getByLabel('Kod').fill('0000 0000');
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await page.locator('#code-error').getByText('Koden stämmer inte. Du har 4 försök kvar. Inget har skrivits under.').waitFor();
    await kit.look(page, `sign-wrong-code-${size}-sv`);
    await page.getByLabel('Kod').fill(`${rightCode.slice(0, 4)} ${rightCode.slice(4)}`);
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await page.getByRole('heading', { level: 1, name: 'Godkänn' }).waitFor();
    await kit.look(page, `sign-approve-${size}-sv`, true);
    await page.getByRole('button', { name: 'Visa hela' }).click();
    await page.getByText('3f9a 1c77 22d0 4be5 9a6f 0c1d 8e7b 5a44 93f2 e1d0 c9b8 a7f6 e5d4 c3b2 a190 8f7e').waitFor();
    ceremony.pollsUntilSigned = 4;
    await page.getByRole('button', { name: 'Skriv under' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tack, vi har ditt godkännande' }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Klart!' }).waitFor();
    await page.getByText('Du skrev under 31 mars 2026 kl. 14.05.').waitFor();
    await page.getByText('2 av 4 har skrivit under.').waitFor();
    await kit.look(page, `sign-done-${size}-sv`, true);
    expect(ceremony.codesSent).toBe(1);
  }, 60_000);
});
