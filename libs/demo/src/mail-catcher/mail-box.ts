/** A mail as it came over SMTP. */
export interface CaughtMail {
  readonly id: string;
  /** When it was taken. */
  readonly at: Date;
  /** `Name <address>` of the From header. */
  readonly from: string;
  /** Envelope recipients: who would really have got it. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  /** Show it in a sandboxed frame only. */
  readonly html: string;
  /** Header names in lower case; a header given twice is joined by line breaks. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Holds the newest mails in memory and forgets the oldest: a demo left running must not fill the machine. */
export class MailBox {
  readonly #mails = new Map<string, CaughtMail>();

  constructor(private readonly capacity: number) {}

  put(mail: CaughtMail): void {
    this.#mails.set(mail.id, mail);
    for (const id of this.#mails.keys()) {
      if (this.#mails.size <= this.capacity) break;
      this.#mails.delete(id);
    }
  }

  /** Newest first. */
  all(): CaughtMail[] {
    return [...this.#mails.values()].reverse();
  }

  get(id: string): CaughtMail | undefined {
    return this.#mails.get(id);
  }

  clear(): void {
    this.#mails.clear();
  }
}
