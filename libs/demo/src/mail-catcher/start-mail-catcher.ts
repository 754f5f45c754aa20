import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '#platform';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { MailBox, type CaughtMail } from './mail-box.js';
import { parseMail } from './parse-mail.js';

/** How the catcher misbehaves: the reply code of every mail from now on, or of the next `times`. */
export interface MailRefusal {
  readonly code: 421 | 451 | 452 | 550 | 554;
  readonly message?: string;
  readonly times?: number;
}

export interface MailCatcher {
  /** `smtp://127.0.0.1:port`: real SMTP, no login, no TLS, loopback only. */
  readonly smtpUrl: string;
  /** Newest first. */
  mails(): CaughtMail[];
  mail(id: string): CaughtMail | undefined;
  /** For tests of trouble; undefined: take mails again. */
  refuseWith(refusal: MailRefusal | undefined): void;
  clear(): void;
  stop(): Promise<void>;
}

const largestMail = 25 * 1024 * 1024;

/** Starts an SMTP server that takes every mail and sends none. */
export async function startMailCatcher(options: { port?: number; clock?: Clock; capacity?: number } = {}): Promise<MailCatcher> {
  const clock = options.clock ?? systemClock;
  const box = new MailBox(options.capacity ?? 1000);
  let refusal: (MailRefusal & { left: number }) | undefined;
  const server = new SMTPServer({
    banner: 'Justera demo mail catcher: nothing is delivered',
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: largestMail,
    closeTimeout: 1000,
    onData(stream, session, done) {
      readAll(stream)
        .then(async (raw) => {
          if (refusal !== undefined && refusal.left > 0) {
            refusal.left -= 1;
            throw replyError(refusal.code, refusal.message ?? 'refused by the test switch');
          }
          if (stream.sizeExceeded) throw replyError(552, 'too large');
          const to = session.envelope.rcptTo.map((recipient) => recipient.address);
          box.put(await parseMail(raw, { id: randomUUID(), at: clock.now(), to }));
        })
        .then(() => done(), done);
    },
  });
  // A client that hangs up in the middle is its own trouble, and must not end the demo.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    smtpUrl: `smtp://127.0.0.1:${String(port)}`,
    mails: () => box.all(),
    mail: (id) => box.get(id),
    refuseWith: (next) => {
      refusal = next === undefined ? undefined : { ...next, left: next.times ?? Infinity };
    },
    clear: () => box.clear(),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    // The rest of an oversized mail is read, since the client must be heard out, but not kept.
    if (length <= largestMail) chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function replyError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
