import { createTransport } from 'nodemailer';
import { startMailCatcher, type MailCatcher } from '#demo';

let catcher: MailCatcher;
beforeEach(async () => {
  catcher = await startMailCatcher({ capacity: 3 });
});
afterEach(() => catcher.stop());

async function send(subject: string, to = 'anna@exempel.example'): Promise<void> {
  const transport = createTransport(catcher.smtpUrl);
  await transport.sendMail({ from: '"Kommunstyrelsen å" <no-reply@exempel.example>', to, subject, text: 'Hej åäö', html: '<p>Hej åäö</p>' });
}

test('a mail sent over SMTP can be read, letters and all', async () => {
  await send('Protokoll åäö');
  const [mail] = catcher.mails();
  expect(mail).toMatchObject({ subject: 'Protokoll åäö', to: ['anna@exempel.example'], html: '<p>Hej åäö</p>' });
  expect(mail?.text.trim()).toBe('Hej åäö');
  expect(mail?.from).toContain('Kommunstyrelsen å');
  expect(catcher.mail(mail?.id ?? '')).toBe(mail);
});

test('the newest come first and the oldest are forgotten', async () => {
  for (const subject of ['1', '2', '3', '4', '5']) await send(subject);
  expect(catcher.mails().map((mail) => mail.subject)).toEqual(['5', '4', '3']);
});

test('refuses while told to, then takes mails again', async () => {
  catcher.refuseWith({ code: 451, times: 1 });
  await expect(send('a')).rejects.toMatchObject({ responseCode: 451 });
  await send('b');
  expect(catcher.mails().map((mail) => mail.subject)).toEqual(['b']);
});

test('listens on loopback only', () => expect(catcher.smtpUrl).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/));

test('a taken port is told, not waited for', async () => {
  await expect(startMailCatcher({ port: Number(new URL(catcher.smtpUrl).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
