import { createServer, type AddressInfo } from 'node:net';
import { startMailCatcher, type MailCatcher } from '#demo';
import { MailError, createMailSender, isMailAddress, messageIdFor, renderMail, type MailErrorCode, type MailSender, type OutgoingMail } from '#notifications';
import { examples, link } from '../mail/examples.fixture.js';
import { readSmtpUrl } from './smtp-options.js';

let catcher: MailCatcher;
let sender: MailSender;
beforeEach(async () => {
  catcher = await startMailCatcher();
  sender = createMailSender({ smtpUrl: catcher.smtpUrl, fromAddress: 'no-reply@kommun.example', timeoutMilliseconds: 2000 });
});
afterEach(async () => {
  sender.close();
  await catcher.stop();
});

function mail(change: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    ...renderMail(examples('sv').invitation),
    to: { name: 'Anna Ek', address: 'anna@exempel.example' },
    fromName: 'Kommunstyrelsen',
    effectKey: 'invitation:task-1:0',
    ...change,
  };
}

async function failureOf(work: Promise<unknown>): Promise<MailError> {
  const error: unknown = await work.then(
    () => new Error('nothing failed'),
    (reason: unknown) => reason,
  );
  if (error instanceof MailError) return error;
  throw error;
}

describe('sending', () => {
  test('the mail arrives with its words, its sender and its link', async () => {
    const { messageId } = await sender.send(mail());
    const [caught] = catcher.mails();
    expect(caught).toMatchObject({ to: ['anna@exempel.example'], messageId, subject: mail().subject });
    expect(caught?.from).toBe('"Kommunstyrelsen" <no-reply@kommun.example>');
    expect(caught?.text.trim()).toBe(mail().text.trim());
    expect(caught?.html).toContain(`href="${link}"`);
    expect(caught?.headers).toMatchObject({
      'auto-submitted': expect.stringContaining('auto-generated'),
      'content-language': expect.stringContaining('sv'),
    });
    expect(caught?.headers).not.toHaveProperty('x-mailer');
  });

  test('tried again it is the same mail; another effect is another mail', async () => {
    await sender.send(mail());
    await sender.send(mail());
    await sender.send(mail({ effectKey: 'invitation:task-1:1' }));
    const ids = catcher.mails().map(({ messageId }) => messageId);
    expect(ids[1]).toBe(ids[2]);
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids[1]).toBe(messageIdFor('invitation:task-1:0', 'kommun.example'));
  });

  test('names with å, ł, 张, Arabic and quotes arrive whole, and add no recipient', async () => {
    await sender.send(mail({ to: { name: 'Åsa "Ł" 张 سامي, eve@evil.example\r\nBcc: eve@evil.example', address: 'asa@exempel.example' } }));
    const [caught] = catcher.mails();
    expect(caught?.to).toEqual(['asa@exempel.example']);
    expect(caught?.headers).not.toHaveProperty('bcc');
  });

  test.each(['', 'anna', 'anna@localhost', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example', '<a@b.example>', '"a b"@c.example', 'a..b@c.example', `${'a'.repeat(65)}@c.example`])(
    'is refused to %j before any server is asked',
    async (address) => {
      const error = await failureOf(sender.send(mail({ to: { name: 'A', address } })));
      expect([error.code, error.retryable]).toEqual(['mail-address-invalid', false]);
      expect(catcher.mails()).toEqual([]);
    },
  );

  test.each(['anna.ek+protokoll@exempel.example', 'o\'hara@sub.exempel.example', 'åsa@exempel.example', 'a@xn--exempel-9za.example'])('%s is an address', (address) =>
    expect(isMailAddress(address)).toBe(true),
  );
});

describe('trouble', () => {
  test.each<[451 | 550, MailErrorCode, boolean]>([
    [451, 'mail-refused-for-now', true],
    [550, 'mail-refused', false],
  ])('a server that answers %i', async (code, expected, retryable) => {
    catcher.refuseWith({ code, message: 'no anna@exempel.example here' });
    const error = await failureOf(sender.send(mail()));
    expect([error.code, error.retryable, error.responseCode]).toEqual([expected, retryable, code]);
    expect(`${error.message}${JSON.stringify(error.details)}${String(error.cause)}`).not.toContain('anna');
  });

  test('SMTP down for an hour, then every mail', async () => {
    catcher.refuseWith({ code: 451, times: 2 });
    await failureOf(sender.send(mail()));
    await failureOf(sender.send(mail()));
    await sender.send(mail());
    expect(catcher.mails()).toHaveLength(1);
  });

  test('a server that is away', async () => {
    await catcher.stop();
    expect((await failureOf(sender.send(mail()))).code).toBe('mail-server-unreachable');
    expect((await failureOf(sender.probe())).retryable).toBe(true);
  });

  test('a server that says nothing is given up in time', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const smtpUrl = `smtp://127.0.0.1:${String((silent.address() as AddressInfo).port)}`;
    const patient = createMailSender({ smtpUrl, fromAddress: 'a@kommun.example', timeoutMilliseconds: 100 });
    expect((await failureOf(patient.send(mail()))).code).toBe('mail-server-timeout');
    patient.close();
    silent.close();
  });

  test('no TLS where TLS is demanded: the mail, which holds a key, does not leave', async () => {
    const strict = createMailSender({ smtpUrl: catcher.smtpUrl, fromAddress: 'a@kommun.example', tls: 'required', timeoutMilliseconds: 2000 });
    const error = await failureOf(strict.send(mail()));
    expect(error.retryable).toBe(true);
    expect(catcher.mails()).toEqual([]);
    strict.close();
  });

  test('the probe says when all is well', async () => expect(await sender.probe()).toBeUndefined());
});

describe('the SMTP address', () => {
  test('demands TLS from every host but this one', () => {
    expect(readSmtpUrl('smtp://mail.kommun.example')).toMatchObject({ port: 587, secure: false, requireTLS: true, ignoreTLS: false });
    expect(readSmtpUrl('smtps://mail.kommun.example')).toMatchObject({ port: 465, secure: true });
    expect(readSmtpUrl('smtp://127.0.0.1:2525')).toMatchObject({ port: 2525, requireTLS: false });
    expect(readSmtpUrl('smtp://[::1]:25')).toMatchObject({ host: '::1', requireTLS: false });
  });

  test('takes escaped and careless passwords', () => {
    expect(readSmtpUrl('smtp://u%40x:p%3Aq@mail.example').auth).toEqual({ user: 'u@x', pass: 'p:q' });
    expect(readSmtpUrl('smtp://u:100%@mail.example').auth).toEqual({ user: 'u', pass: '100%' });
  });

  test.each(['', 'mail.example', 'http://mail.example', 'smtp://'])('%j is refused', (smtpUrl) => {
    expect(() => readSmtpUrl(smtpUrl)).toThrow(expect.objectContaining({ code: 'mail-config-invalid' }));
  });

  test('a sender address that is none is refused', () => {
    expect(() => createMailSender({ smtpUrl: 'smtp://127.0.0.1', fromAddress: 'Justera' })).toThrow(MailError);
  });
});
