import { readFileSync } from 'node:fs';
import { desktop, inBrowser, phone } from './browser.js';
import { reports } from './fake-api/reports.js';
import { FakeValidation } from './fake-api/validation.js';
import { withKit } from './kit.js';

const file = { name: 'protokoll.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 not really') };

inBrowser('public validation page', () => {
  const kit = withKit();
  const script = (): FakeValidation => {
    const validation = new FakeValidation();
    kit.server.use(validation);
    return validation;
  };

  const cases = [
    ['valid', 'Giltigt', 'Valid'],
    ['not-valid', 'Inte giltigt', 'Not valid'],
    ['indeterminate', 'Kan inte bekräftas', 'Cannot be confirmed'],
    ['incomplete', 'Ofullständigt', 'Incomplete'],
    ['unsigned', 'Kopia utan underskrifter', 'Copy without signatures'],
    ['unreadable', 'Går inte att läsa', 'Cannot be read'],
  ] as const;

  it.each(cases)('%s: one sentence, six answers, what was not checked, in both languages', async (status, swedish, english) => {
    const validation = script();
    validation.answer = reports[status];
    const page = await kit.open('/', phone);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('heading', { level: 1, name: swedish, exact: true }).waitFor();
    expect(await page.locator('.answers .answer').count()).toBe(6);
    await page.getByRole('heading', { name: 'Inte kontrollerat' }).waitFor();
    await kit.look(page, `validate-${status}-phone-sv`, true);
    await page.getByRole('button', { name: 'Show the page in English' }).click();
    await page.getByRole('heading', { level: 1, name: english, exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Who vouches?' }).waitFor();
    await page.setViewportSize({ width: 1280, height: 900 });
    await kit.look(page, `validate-${status}-desktop-en`, true);
    expect(validation.received).toBeGreaterThan(file.buffer.length);
  }, 60_000);

  it('explains itself before a file is chosen, and takes one from the keyboard', async () => {
    script().answer = reports.valid;
    const page = await kit.open('/validate', desktop);
    await page.getByRole('heading', { level: 1, name: 'Kontrollera ett dokument' }).waitFor();
    await kit.look(page, 'validate-start-desktop-sv');
    await page.getByRole('button', { name: 'Välj fil: PDF att kontrollera' }).focus();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
    await chooser.setFiles(file);
    await page.getByRole('heading', { level: 1, name: 'Giltigt' }).waitFor();
  });

  it('takes a dropped file, and says no to two at once or to something that is no PDF', async () => {
    script().answer = reports.valid;
    const page = await kit.open('/', desktop);
    await page.locator('.drop').waitFor();
    const drop = async (names: string[]): Promise<void> => {
      const data = await page.evaluateHandle(`(() => { const d = new DataTransfer(); for (const n of ${JSON.stringify(names)}) d.items.add(new File(['%PDF'], n)); return d; })()`);
      await page.dispatchEvent('.drop', 'drop', { dataTransfer: data });
    };
    await drop(['a.pdf', 'b.pdf']);
    await page.getByText('Släpp en fil i taget.').waitFor();
    await drop(['bild.png']);
    await page.getByText('Filen heter inte något på .pdf.').waitFor();
    await kit.look(page, 'validate-refused-desktop-sv');
    await drop(['protokoll.pdf']);
    await page.getByRole('heading', { level: 1, name: 'Giltigt' }).waitFor();
  });

  it('shows that it works, and hands the report over as a file', async () => {
    const validation = script();
    validation.answer = reports.valid;
    validation.slow = 600;
    const page = await kit.open('/', phone);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('progressbar').waitFor();
    await kit.look(page, 'validate-working-phone-sv');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Rapporten som JSON' }).click()]);
    expect(download.suggestedFilename()).toBe('protokoll.validation.json');
    const saved = JSON.parse(readFileSync(await download.path(), 'utf8')) as { file: string; document: { status: string } };
    expect([saved.file, saved.document.status]).toEqual(['protokoll.pdf', 'valid']);
    await page.getByText('Tekniska uppgifter').first().click();
    await page.getByText('TOTAL_PASSED').first().waitFor();
    await page.getByRole('button', { name: 'Kontrollera ett annat dokument' }).click();
    await page.getByRole('heading', { level: 1, name: 'Kontrollera ett dokument' }).waitFor();
  });

  it('never mistakes a refusal or a broken line for a verdict', async () => {
    const validation = script();
    validation.problem = { status: 413, code: 'file-too-large', sv: 'Filen är för stor. Den får vara högst 100 MB.', en: 'The file is too large. It may be at most 100 MB.' };
    const page = await kit.open('/', phone);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('Filen är för stor. Den får vara högst 100 MB.').waitFor();
    await page.getByText('Kontrollen blev inte av. Det säger inget om dokumentet.').waitFor();
    await kit.look(page, 'validate-problem-phone-sv');
    await page.context().setOffline(true);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('Vi får ingen kontakt med servern.').waitFor();
    expect(await page.locator('.verdict').count()).toBe(0);
  });
});
