import { createTransport } from 'nodemailer';
import { oneLine } from '../mail/clean.js';
import type { RenderedMail } from '../mail/render-mail.js';
import { isMailAddress } from './mail-address.js';
import { MailError, mailErrorFrom } from './mail-error.js';
import { messageIdFor } from './message-id.js';
import { readSmtpUrl, type TlsMode } from './smtp-options.js';

export interface MailSenderConfig {
  readonly smtpUrl: string;
  /** The address that all mails come from; the name beside it is the body's. */
  readonly fromAddress: string;
  /** Default: the domain of `fromAddress`. */
  readonly messageIdDomain?: string;
  /** Default: required, but opportunistic to loopback. */
  readonly tls?: TlsMode;
  /** For each of: connecting, the greeting, silence in between. Default 15,000. */
  readonly timeoutMilliseconds?: number;
}

export interface OutgoingMail extends RenderedMail {
  readonly to: { readonly name: string; readonly address: string };
  /** The body's name. */
  readonly fromName: string;
  readonly replyTo?: string;
  /** Stable name of this effect, e.g. the outbox row's: the Message-ID follows from it. */
  readonly effectKey: string;
  readonly attachments?: readonly { readonly fileName: string; readonly contentType: string; readonly content: string }[];
}

/** Sends a mail, once per call. Trying again is the caller's: with the same effect key it is the same mail. */
export interface MailSender {
  /** @throws MailError */
  send(mail: OutgoingMail): Promise<{ messageId: string }>;
  /** Connects, logs in and leaves again. @throws MailError */
  probe(): Promise<void>;
  close(): void;
}

/** @throws MailError `mail-config-invalid` */
export function createMailSender(config: MailSenderConfig): MailSender {
  if (!isMailAddress(config.fromAddress)) throw new MailError('mail-config-invalid');
  const timeout = config.timeoutMilliseconds ?? 15_000;
  const domain = config.messageIdDomain ?? config.fromAddress.slice(config.fromAddress.lastIndexOf('@') + 1);
  const transport = createTransport({
    ...readSmtpUrl(config.smtpUrl, config.tls),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // Nothing in a mail may make the sender read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      for (const address of [mail.to.address, ...(mail.replyTo === undefined ? [] : [mail.replyTo])]) {
        if (!isMailAddress(address)) throw new MailError('mail-address-invalid');
      }
      const messageId = messageIdFor(mail.effectKey, domain);
      try {
        await transport.sendMail({
          messageId,
          from: { name: oneLine(mail.fromName), address: config.fromAddress },
          to: { name: oneLine(mail.to.name), address: mail.to.address },
          ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
          subject: oneLine(mail.subject),
          text: mail.text,
          html: mail.html,
          ...(mail.attachments === undefined ? {} : { attachments: mail.attachments.map(({ fileName: filename, contentType, content }) => ({ filename, contentType, content })) }),
          // RFC 3834: no holiday answers to us. RFC 3282: screen readers and translators need the language.
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
          xMailer: false,
        });
      } catch (error) {
        throw mailErrorFrom(error);
      }
      return { messageId };
    },
    async probe() {
      try {
        await transport.verify();
      } catch (error) {
        throw mailErrorFrom(error);
      }
    },
    close: () => transport.close(),
  };
}
