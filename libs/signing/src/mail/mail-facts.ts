import type { SignRequestEvent } from '#signing-order';
import type { Replacement } from '../case/persons.js';
import type { LoadedCase } from '../case/load-case.js';

export interface MailFacts {
  readonly loaded: LoadedCase;
  readonly events: readonly SignRequestEvent[];
  /** For invitations, completed mails, and those that lead to the desk. */
  readonly link: string;
  /** For mails to whoever is replaced. */
  readonly replacement?: Replacement | undefined;
  readonly validationAddress: string;
  readonly now: Date;
}
