import { readFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import type { Page } from 'playwright-core';
import { openPdf } from '#pdf/read';
import { defaultPolicy, validate, type TrustMaterial } from '#validation';
import { describeInBoth, pdfReport } from '#validator';
import { signedCase, type SignedCase } from '../../../libs/validation/src/testing/signed-case.js';
import { appendByHand } from '../../../libs/validation/src/testing/small-document.js';
import type { ValidationAnswer } from '../../../apps/web/src/api/model/validation.js';
import { desktop, inBrowser, phone } from './browser.js';
import { sendJson, type Exchange } from './fake-api/exchange.js';
import { withKit } from './kit.js';

/** What the real validator says about the file that was really sent. */
class RealValidation {
  received: Buffer = Buffer.alloc(0);

  constructor(
    private readonly trust: TrustMaterial,
    private readonly at: Date,
  ) {}

  handle(exchange: Exchange): boolean {
    if (exchange.path !== '/api/v1/validations') return false;
    this.received = fileIn(exchange.body);
    const answer = describeInBoth(validate(this.received, this.trust, defaultPolicy, this.at));
    if (exchange.headers.accept?.startsWith('application/pdf') === true) {
      void pdfReport(answer, 'x.pdf', 'sv').then((pdf) => exchange.response.writeHead(200, { 'content-type': 'application/pdf' }).end(pdf));
    } else sendJson(exchange, 200, JSON.parse(JSON.stringify({ file: 'x.pdf', ...answer })) as ValidationAnswer);
    return true;
  }
}

function fileIn(body: Buffer): Buffer {
  const boundary = body.subarray(0, body.indexOf('\r\n'));
  return body.subarray(body.indexOf('\r\n\r\n') + 4, body.lastIndexOf(boundary) - 2);
}

inBrowser('public validation, with real files and the real validator', () => {
  const kit = withKit();
  let our: SignedCase;
  let server: RealValidation;
  let files: Readonly<Record<string, Buffer>>;

  beforeAll(async () => {
    our = await signedCase();
    const trust = { ...our.trust, crls: [await our.pki.crl(our.pki.root)] };
    server = new RealValidation(trust, new Date(our.pki.now.getTime() + 3_600_000));
    const root = /\/Root (\d+ 0 R)/u.exec(our.completed.toString('latin1'))?.[1] ?? '';
    const content = 'BT /F1 24 Tf 72 600 Td (Beslut: 9 000 000 kr) Tj ET 60 560 300 4 re f';
    files = {
      valid: our.completed,
      changed: appendByHand(our.completed, { 30: `<< /Length ${content.length} >>\nstream\n${content}\nendstream` }, { root }),
      incomplete: our.heads[1] ?? Buffer.alloc(0),
      printed: Buffer.from(await printed(our.prepared)),
      hostile: Buffer.concat([our.completed.subarray(0, our.completed.length - 40), Buffer.from('\nstartxref\n1\n%%EOF\n')]),
    };
  }, 120_000);

  async function hand(name: string, options = desktop): Promise<Page> {
    kit.server.use(server);
    const page = await kit.open('/validate', options);
    await page.locator('input[type=file]').setInputFiles({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: files[name] ?? Buffer.alloc(0) });
    await page.locator('.verdict').waitFor({ timeout: 30_000 });
    return page;
  }

  it.each([
    ['valid', 'Giltigt', 'Tre underskrifter är giltiga och dokumentet är oförändrat.'],
    ['changed', 'Inte giltigt', 'Dokumentet har ändrats efter underskriften.'],
    ['incomplete', 'Ofullständigt', 'Två av tre har skrivit under.'],
    ['printed', 'Kopia utan underskrifter', 'Det kan vara en äkta utskrift, men det går inte att kontrollera.'],
    ['hostile', 'Inte giltigt', 'Filen innehåller underskrifter men är skadad eller ändrad.'],
  ])('%s: the sentence on top, six answers, in both languages, on a phone and a desk', async (name, heading, sentence) => {
    const page = await hand(name, phone);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.locator('.verdict').getByText(sentence).waitFor();
    expect(await page.locator('.answers .answer').count()).toBe(6);
    await kit.look(page, `real-${name}-phone-sv`, true);
    await page.getByRole('button', { name: 'English' }).click();
    await page.setViewportSize({ width: 1280, height: 900 });
    await kit.look(page, `real-${name}-desktop-en`, true);
    const standings = await page.locator('#required-heading ~ ul .muted').allTextContents();
    expect([...new Set(standings)]).toEqual(standingsOf[name] ?? []);
    expect(server.received.equals(files[name] ?? Buffer.alloc(0))).toBe(true);
  }, 120_000);

  it('an issuer nobody knows: unchanged, but who it is cannot be confirmed', async () => {
    const known = server;
    server = new RealValidation({ signatureAnchors: [], sealAnchors: [], timestampAnchors: [] }, new Date(our.pki.now.getTime() + 3_600_000));
    try {
      const page = await hand('valid', phone);
      await page.getByRole('heading', { level: 1, name: 'Kan inte bekräftas' }).waitFor();
      await page.getByText('på ett nummer du själv har hittat').waitFor();
      await kit.look(page, 'real-untrusted-phone-sv', true);
      expect(await page.getByText('Har skrivit under', { exact: true }).count()).toBe(0);
      expect(await page.getByText('Underskriften finns, men det går inte att bekräfta vems den är').count()).toBe(3);
      await page.getByText('I filen finns 3 av 3 underskrifter.').waitFor();
      await page.setViewportSize({ width: 1280, height: 900 });
      await kit.look(page, 'real-untrusted-desktop-sv', true);
    } finally {
      server = known;
    }
  }, 120_000);

  it('shows the page that was changed beside the one that was signed, with the change framed, and asks the server nothing for it', async () => {
    const page = await hand('changed');
    const asked = kit.server.requests.filter((request) => request.startsWith('POST')).length;
    expect(await page.getByRole('combobox').inputValue()).toBe('3');
    await page.getByRole('button', { name: 'Jämför sidorna' }).click();
    await page.getByText('1 sida ser annorlunda ut.').waitFor({ timeout: 60_000 });
    await page.getByRole('img', { name: 'Sidan 1 som den undertecknades' }).waitFor();
    expect(await page.locator('.page-pair__mark').count()).toBeGreaterThan(0);
    await kit.look(page, 'real-compare-desktop-sv', true);
    await page.setViewportSize({ width: 390, height: 844 });
    await kit.look(page, 'real-compare-phone-sv', true);
    expect(kit.server.requests.filter((request) => request.startsWith('POST')).length).toBe(asked);
  }, 120_000);

  it('an unchanged file shows the later signatures as they came, and nothing else', async () => {
    const page = await hand('valid');
    await page.getByRole('button', { name: 'Jämför sidorna' }).click();
    await page.getByText('1 sida ser annorlunda ut.').waitFor({ timeout: 60_000 });
    const signaturePage = openPdf(our.completed).current.pages().length;
    await page.getByRole('heading', { name: `Sidan ${signaturePage}` }).waitFor();
  }, 120_000);

  it('hands over exactly what was signed, and the report as PDF', async () => {
    const page = await hand('valid');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Hämta det undertecknade' }).click()]);
    expect(download.suggestedFilename()).toBe('valid.signed-1.pdf');
    expect(readFileSync(await download.path()).equals(our.heads[0] ?? Buffer.alloc(0))).toBe(true);
    const [report] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), page.getByRole('button', { name: 'Ladda ner rapporten (PDF)' }).click()]);
    expect(report.suggestedFilename()).toBe('valid.validation.pdf');
    expect(readFileSync(await report.path()).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  }, 120_000);
});

/** What the page says of those who were to sign: never that somebody has signed what nobody can confirm. */
const standingsOf: Readonly<Record<string, readonly string[]>> = {
  valid: ['Has signed'], changed: ['Has signed an earlier version of the file'], incomplete: ['Has signed', 'Has not signed'],
};

/** The pages drawn anew into a file of their own, as "print to PDF" does. */
async function printed(bytes: Uint8Array): Promise<Uint8Array> {
  const target = await PDFDocument.create();
  const source = await PDFDocument.load(bytes);
  for (const page of await target.copyPages(source, source.getPageIndices())) target.addPage(page);
  return target.save();
}
