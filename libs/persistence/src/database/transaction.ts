import type { QueryRunner } from 'typeorm';
import * as stores from '../stores/index.js';
import { RunnerSession, type SqlSession } from './sql-session.js';

/**
 * One database transaction for one body. Everything read and written through it is that body's; when the work throws,
 * nothing of it happened. Do nothing outside the database in it: no mail, no HTTP, no key. It may be run again.
 */
export class Transaction implements SqlSession {
  readonly bodyId: string;
  readonly bodies: stores.BodyStore;
  readonly meetings: stores.MeetingStore;
  readonly signRequests: stores.SignRequestStore;
  readonly tasks: stores.SignTaskStore;
  readonly formerSignatories: stores.FormerSignatoryStore;
  readonly events: stores.EventStore;
  readonly links: stores.LinkStore;
  readonly taskSessions: stores.TaskSessionStore;
  readonly blobs: stores.BlobStore;
  readonly revisions: stores.RevisionStore;
  readonly heads: stores.HeadStore;
  readonly emailCodes: stores.EmailCodeStore;
  readonly openIdTransactions: stores.OpenIdTransactionStore;
  readonly assertions: stores.IdentityAssertionStore;
  readonly activationTokens: stores.ActivationTokenStore;
  readonly authorisations: stores.AuthorisationStore;
  readonly attempts: stores.AttemptStore;
  readonly evidence: stores.EvidenceStore;
  readonly outbox: stores.OutboxStore;
  readonly effects: stores.EffectStore;
  readonly mails: stores.MailStore;
  readonly #session: RunnerSession;

  constructor(bodyId: string, runner: QueryRunner) {
    const session = new RunnerSession(bodyId, runner);
    this.#session = session;
    this.bodyId = bodyId;
    this.bodies = new stores.BodyStore(session);
    this.meetings = new stores.MeetingStore(session);
    this.signRequests = new stores.SignRequestStore(session);
    this.tasks = new stores.SignTaskStore(session);
    this.formerSignatories = new stores.FormerSignatoryStore(session);
    this.events = new stores.EventStore(session);
    this.links = new stores.LinkStore(session);
    this.taskSessions = new stores.TaskSessionStore(session);
    this.blobs = new stores.BlobStore(session);
    this.revisions = new stores.RevisionStore(session);
    this.heads = new stores.HeadStore(session);
    this.emailCodes = new stores.EmailCodeStore(session);
    this.openIdTransactions = new stores.OpenIdTransactionStore(session);
    this.assertions = new stores.IdentityAssertionStore(session);
    this.activationTokens = new stores.ActivationTokenStore(session);
    this.authorisations = new stores.AuthorisationStore(session);
    this.attempts = new stores.AttemptStore(session);
    this.evidence = new stores.EvidenceStore(session);
    this.outbox = new stores.OutboxStore(session);
    this.effects = new stores.EffectStore(session);
    this.mails = new stores.MailStore(session);
  }

  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    return this.#session.query(sql, parameters);
  }

  execute(sql: string, parameters?: readonly unknown[]): Promise<number> {
    return this.#session.execute(sql, parameters);
  }
}
