import type { Page } from 'playwright-core';
import type { CeremonyView } from '../../../apps/web/src/api/model/ceremony.js';
import { desktop, inBrowser, phone } from './browser.js';
import { FakeCeremony, goodToken, rightCode } from './fake-api/ceremony.js';
import { openCase } from './fake-api/ceremony-cases.js';
import { samplePdf } from './fake-api/sample-pdf.js';
import { withKit } from './kit.js';

inBrowser('signing with a remark', () => {
  const kit = withKit();
  let pdf: Uint8Array;
  beforeAll(async () => {
    pdf = await samplePdf(2);
  });
  const may = (change: Partial<CeremonyView> = {}): CeremonyView => {
    const view = openCase(change);
    return { ...view, you: { ...view.you, mayRemark: { maximumLength: 280 } } };
  };
  const script = (view: CeremonyView): FakeCeremony => {
    const ceremony = new FakeCeremony(view, pdf);
    kit.server.use(ceremony);
    return ceremony;
  };
  const remark = 'Deltog från § 4, ej §§ 1–3: jäv. ”Så” & <b>';
  const signButton = (page: Page) => page.getByRole('region', { name: 'Skriv under eller avstå' }).getByRole('button', { name: /^Skriv under/ });

  it.each([
    ['phone', phone],
    ['desktop', desktop],
  ])('is written before identifying, never lost, shown word for word before and after it is approved (%s)', async (size, options) => {
    const ceremony = script(may());
    const page = await kit.open(`/s/${goodToken}`, options);
    await page.getByText('Skriv under med en anmärkning').click();
    const field = page.getByLabel('Din anmärkning');
    await field.fill('x'.repeat(280));
    await page.getByText('0 tecken kvar.').first().waitFor();
    await field.pressSequentially('yz');
    await page.locator('#remark-error').getByText('Anmärkningen är 2 tecken för lång. Skriv den kortare.').waitFor();
    await kit.look(page, `sign-remark-too-long-${size}-sv`);
    await page.keyboard.press('Escape');
    await signButton(page).click();
    // Nobody identifies for words that cannot be signed with: the focus goes to what is wrong.
    expect(await page.evaluate('document.activeElement.id')).toBe('remark');
    expect(ceremony.codesSent).toBe(0);

    await field.fill('');
    await field.pressSequentially('Deltog från § 4,\n');
    expect(await field.inputValue()).toBe('Deltog från § 4,');
    await field.fill(`${remark}`);
    await page.getByText(`${String(280 - [...remark].length)} tecken kvar.`).waitFor();
    await kit.look(page, `sign-remark-${size}-sv`);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByLabel('Din anmärkning').inputValue()).toBe(remark);

    await page.getByRole('button', { name: 'Skriv under med anmärkning' }).click();
    await page.getByText('Du skriver under med den här anmärkningen:').waitFor();
    await page.getByText(remark, { exact: true }).waitFor();
    await kit.look(page, `sign-remark-identify-${size}-sv`);
    await page.getByRole('button', { name: 'Ändra anmärkningen' }).click();
    await page.getByLabel('Din anmärkning').fill(`${remark} Igen.`);
    await page.getByRole('button', { name: 'Skriv under med anmärkning' }).click();
    await page.getByLabel('Kod').fill(rightCode);
    await page.getByRole('button', { name: 'Fortsätt' }).click();
    await page.getByRole('heading', { level: 1, name: 'Godkänn' }).waitFor();
    await page.getByText(`Jag skriver under med denna anmärkning: ”${remark} Igen.”`).waitFor();
    expect(await page.getByRole('definition').filter({ hasText: remark }).textContent()).toBe(`${remark} Igen.`);
    await kit.look(page, `sign-remark-approve-${size}-sv`, true);
    await page.getByRole('button', { name: 'Skriv under', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Klart!' }).waitFor();
    await page.getByText('Du skrev under med den här anmärkningen:').waitFor();
    await page.getByText(`${remark} Igen.`, { exact: true }).waitFor();
    await page.getByText(/med anmärkning$/).waitFor();
    await kit.look(page, `sign-remark-done-${size}-sv`, true);
    expect(ceremony.remarks).toEqual([remark, `${remark} Igen.`]);
    expect(ceremony.codesSent).toBe(1);
    // What was signed with does not wait in the tab for the next signature.
    expect(await page.evaluate("Object.keys(sessionStorage).filter((key) => key.includes('remark'))")).toEqual([]);
  }, 120_000);

  it('goes along to the identity provider, in English', async () => {
    const view = may({ method: 'openIdConnect' });
    const ceremony = script({ ...view, minutes: { ...view.minutes, language: 'en' } });
    const page = await kit.open(`/s/${goodToken}`, { ...phone, locale: 'en-GB' });
    await page.getByText('Sign with a remark').click();
    await page.getByLabel('Your remark').fill('Attended from § 4.');
    await page.getByText('262 characters left.').waitFor();
    await kit.look(page, 'sign-remark-phone-en');
    await page.getByRole('button', { name: 'Sign with a remark' }).click();
    await page.getByText('You sign with this remark:').waitFor();
    await page.getByRole('button', { name: 'Identify yourself' }).click();
    await page.waitForURL(/idp/);
    expect(ceremony.remarks).toEqual(['Attended from § 4.']);
  });

  it('one that cannot be shown is refused before a code is sent, and says which character', async () => {
    const ceremony = script(may());
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByText('Skriv under med en anmärkning').click();
    await page.getByLabel('Din anmärkning').fill('Bra \u{1F44D}');
    ceremony.fail('/ceremony/authentication', {
      status: 422, code: 'remark-unshowable', sv: 'Anmärkningen har ett tecken som inte kan visas i underskriften.', en: 'The remark has a character that the signature cannot show.', extra: { characters: ['\u{1F44D}'] },
    });
    await page.getByRole('button', { name: 'Skriv under med anmärkning' }).click();
    await page.getByText('Anmärkningen har ett tecken som inte kan visas i underskriften.').waitFor();
    await page.getByText('Det gäller: \u{1F44D}').waitFor();
    await kit.look(page, 'sign-remark-unshowable-phone-sv');
    await page.getByRole('button', { name: 'Ändra anmärkningen' }).click();
    expect(await page.getByLabel('Din anmärkning').inputValue()).toBe('Bra \u{1F44D}');
    expect(ceremony.codesSent).toBe(0);
  });

  it('is not there for whoever may not, and nothing that lies in the tab is sent for them', async () => {
    const ceremony = script(openCase());
    const page = await kit.open(`/s/${goodToken}`, phone);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate("sessionStorage.setItem('justera.remark.0195d3c2-0000-7000-8000-000000000001.Anna Ek', 'Smuggled.')");
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText('anmärkning').count()).toBe(0);
    await signButton(page).click();
    await page.getByLabel('Kod').waitFor();
    expect(ceremony.remarks).toEqual([undefined]);
  });
});
