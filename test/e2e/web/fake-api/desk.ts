import type { EvidenceEntryView, IntakeInspection, SignRequestSummary, SignRequestView } from '../../../../apps/web/src/api/model/desk.js';
import type { MailView } from '../../../../apps/web/src/api/model/mail.js';
import { cookieOf, jsonOf, sendBytes, sendJson, sendProblem, type Exchange, type Problem } from './exchange.js';

export const goodSecret = 'a-secret-that-was-printed-once';

/** The desk's side of the API as a script. */
export class FakeDesk {
  cases: readonly SignRequestSummary[] = [];
  secondPage: readonly SignRequestSummary[] = [];
  view: SignRequestView | undefined;
  trail: readonly EvidenceEntryView[] = [];
  mails: readonly MailView[] | undefined;
  inspection: IntakeInspection | undefined;
  createProblem: Problem | undefined;
  /** The `request` part of the last case made. */
  created: Record<string, unknown> | undefined;
  /** What was sent with the last change of dates. */
  extended: Record<string, unknown> | undefined;
  readonly actions: string[] = [];
  signedIn = true;

  handle(exchange: Exchange): boolean {
    const path = exchange.path.replace('/api/v1', '');
    if (!/^\/(staff|bodies|inspections|sign-requests|demo)/.test(path)) return false;
    if (path === '/staff/session') this.session(exchange);
    else if (!this.signedIn || cookieOf(exchange, 'justera_staff') === undefined) sendProblem(exchange, { status: 401, code: 'staff-session-missing', sv: 'Logga in.', en: 'Log in.' });
    else if (exchange.method !== 'GET' && exchange.headers['x-justera-request'] !== '1') sendProblem(exchange, { status: 403, code: 'request-header-missing' });
    else this.route(exchange, path);
    return true;
  }

  private session(exchange: Exchange): void {
    if (exchange.method === 'DELETE') {
      exchange.response.writeHead(204, { 'set-cookie': 'justera_staff=; Path=/; Max-Age=0' }).end();
    } else if (exchange.method === 'POST') {
      if (jsonOf(exchange)['secret'] !== goodSecret) return sendProblem(exchange, { status: 401, code: 'secret-wrong', sv: 'Fel hemlighet.', en: 'Wrong secret.' });
      this.signedIn = true;
      exchange.response.writeHead(204, { 'set-cookie': 'justera_staff=yes; HttpOnly; SameSite=Strict; Path=/' }).end();
    } else if (this.signedIn && cookieOf(exchange, 'justera_staff') !== undefined) sendJson(exchange, 200, { actor: 'staff' });
    else sendProblem(exchange, { status: 401, code: 'staff-session-missing', sv: 'Logga in.', en: 'Log in.' });
  }

  private route(exchange: Exchange, path: string): void {
    if (path === '/bodies') return sendJson(exchange, 200, { items: [{ id: 'b1', slug: 'exempelkommun', displayName: 'Exempelkommun, kommunstyrelsen', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm' }] });
    if (path === '/inspections') return sendJson(exchange, 200, this.inspection);
    if (path.startsWith('/demo/mails')) return this.mail(exchange, path);
    if (path === '/sign-requests') return exchange.method === 'POST' ? this.create(exchange) : this.list(exchange);
    return this.one(exchange, path.split('/').slice(3));
  }

  private list(exchange: Exchange): void {
    const second = exchange.query.get('cursor') !== null;
    sendJson(exchange, 200, { items: second ? this.secondPage : this.cases, ...(second || this.secondPage.length === 0 ? {} : { nextCursor: 'next' }) });
  }

  private create(exchange: Exchange): void {
    const json = /name="request"\r\n\r\n([\s\S]*?)\r\n--/.exec(exchange.body.toString('utf8'))?.[1];
    this.created = JSON.parse(json ?? '{}') as Record<string, unknown>;
    if (this.createProblem !== undefined) return sendProblem(exchange, this.createProblem);
    sendJson(exchange, 201, this.view);
  }

  private one(exchange: Exchange, [action, , last]: readonly (string | undefined)[]): void {
    if (this.view === undefined) return sendProblem(exchange, { status: 404, code: 'not-found', sv: 'Finns inte.', en: 'Not found.' });
    if (action === undefined) return sendJson(exchange, 200, this.view);
    if (action === 'evidence') return sendJson(exchange, 200, { entries: this.trail });
    if (action === 'file') return sendBytes(exchange, Buffer.from('%PDF-1.7'), 'application/pdf');
    this.actions.push(last === undefined ? action : `${action} ${last}`);
    if (last === 'substitute' || last === 'address') this.actions.push(JSON.stringify(jsonOf(exchange)));
    if (action === 'withdraw') {
      this.actions.push(String(jsonOf(exchange)['reason']));
      this.view = { ...this.view, state: 'withdrawn', version: this.view.version + 1 };
    }
    if (action === 'extend') {
      this.extended = jsonOf(exchange);
      this.view = { ...this.view, state: 'awaitingSignatures', overdue: false, dueDate: '2099-05-01', version: this.view.version + 1 };
    }
    if (action === 'error-reports') {
      const answer = String(jsonOf(exchange)['answer']);
      this.actions.push(answer);
      const answered = (this.view.errorReports ?? []).map((report) => ({ ...report, answer, answeredAt: '2026-03-31T13:00:00Z' }));
      this.view = { ...this.view, attention: null, errorReports: answered, version: this.view.version + 1 };
    }
    sendJson(exchange, 200, this.view);
  }

  private mail(exchange: Exchange, path: string): void {
    if (this.mails === undefined) return sendProblem(exchange, { status: 404, code: 'not-found' });
    const id = path.split('/')[3];
    const found = this.mails.find((mail) => mail.id === id);
    if (id === undefined) sendJson(exchange, 200, { items: this.mails.map(({ text: _text, html: _html, ...rest }) => rest) });
    else if (found === undefined) sendProblem(exchange, { status: 404, code: 'not-found', sv: 'Finns inte.', en: 'Not found.' });
    else sendJson(exchange, 200, found);
  }
}
