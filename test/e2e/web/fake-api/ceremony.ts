import type { CeremonyTask, CeremonyView, ConsentView } from '../../../../apps/web/src/api/model/ceremony.js';
import { cookieOf, jsonOf, sendBytes, sendJson, sendProblem, type Exchange, type Problem } from './exchange.js';
import { consentText, preparedSha256 } from './ceremony-cases.js';

export const goodToken = 'Zm9vYmFyLXRva2VuLW9mLWFubmEtZWs';
export const rightCode = '04821375';

/** One signatory's case as a script: tests set what the server shall answer, then look at what the page did with it. */
export class FakeCeremony {
  /** Answer to the next request of a path, instead of the scripted one; `times` counts down. */
  readonly failures = new Map<string, { problem: Problem; times: number }>();
  readonly calls: string[] = [];
  /** How many polls it takes until the signature is there. */
  pollsUntilSigned = 2;
  triesLeft = 5;
  codesSent = 0;
  /** What came with each call that begins or ends an identification. */
  readonly remarks: unknown[] = [];
  activationLives = 300_000;
  declinedFor: string | undefined;
  renewed: string[] = [];
  sessionAlive = true;
  /** Swallows the answer of every consent after doing it: the connection dies at the worst moment. */
  loseConsentAnswer = false;

  constructor(
    public view: CeremonyView,
    private readonly pdf: Uint8Array,
  ) {}

  handle(exchange: Exchange): boolean {
    const path = exchange.path.replace('/api/v1', '');
    if (!path.startsWith('/ceremony') && !path.startsWith('/links')) return false;
    this.calls.push(`${exchange.method} ${path}`);
    const failure = this.failures.get(path);
    if (failure !== undefined && failure.times > 0) {
      failure.times -= 1;
      sendProblem(exchange, failure.problem);
      return true;
    }
    if (exchange.method !== 'GET' && exchange.headers['x-justera-request'] !== '1') {
      sendProblem(exchange, { status: 403, code: 'request-header-missing' });
      return true;
    }
    this.route(exchange, path);
    return true;
  }

  fail(path: string, problem: Problem, times = 1): void {
    this.failures.set(path, { problem, times });
  }

  private route(exchange: Exchange, path: string): void {
    if (path === '/ceremony/session') return this.open(exchange);
    if (path === '/links/renew') {
      this.renewed.push(String(jsonOf(exchange)['token']));
      return sendJson(exchange, 202, { sent: true });
    }
    if (!this.sessionAlive || cookieOf(exchange, 'justera_task') === undefined) {
      return sendProblem(exchange, { status: 401, code: 'session-missing', sv: 'Sessionen är slut.', en: 'The session has ended.' });
    }
    switch (path) {
      case '/ceremony':
        return this.poll(exchange);
      case '/ceremony/document':
        return sendBytes(exchange, this.pdf, 'application/pdf');
      case '/ceremony/authentication':
        return this.authenticate(exchange);
      case '/ceremony/code':
        return this.check(exchange);
      case '/ceremony/callback':
        return this.callback(exchange);
      case '/ceremony/consent':
        return exchange.method === 'GET' ? this.showConsent(exchange) : this.consent(exchange);
      case '/ceremony/error-reports':
        return this.report(exchange);
      case '/ceremony/decline':
        return this.decline(exchange);
      default:
        return sendProblem(exchange, { status: 404, code: 'not-found' });
    }
  }

  private open(exchange: Exchange): void {
    if (jsonOf(exchange)['token'] !== goodToken) {
      return sendProblem(exchange, { status: 410, code: 'link-replaced', sv: 'Länken är ersatt av en nyare.', en: 'The link has been replaced by a newer one.' });
    }
    this.sessionAlive = true;
    sendJson(exchange, 200, this.view, { 'set-cookie': 'justera_task=one; HttpOnly; SameSite=Lax; Path=/' });
  }

  private poll(exchange: Exchange): void {
    if (this.view.state === 'consented') {
      this.pollsUntilSigned -= 1;
      if (this.pollsUntilSigned <= 0) this.sign();
    }
    sendJson(exchange, 200, this.view);
  }

  private authenticate(exchange: Exchange): void {
    this.remarks.push(jsonOf(exchange)['remark']);
    if (this.view.method === 'openIdConnect') return sendJson(exchange, 200, { method: 'openIdConnect', redirectUrl: '/idp?state=abc' });
    this.codesSent += 1;
    sendJson(exchange, 200, { method: 'emailCode', sentTo: 'a…k@exempel.example', expiresAt: new Date(Date.now() + 1_800_000 + this.codesSent).toISOString() });
  }

  private check(exchange: Exchange): void {
    this.remarks.push(jsonOf(exchange)['remark']);
    if (jsonOf(exchange)['code'] === rightCode) return sendJson(exchange, 200, this.consentView(), { 'set-cookie': activationCookie });
    this.triesLeft -= 1;
    sendProblem(exchange, { status: 422, code: 'code-wrong', sv: 'Koden stämmer inte.', en: 'Wrong code.', extra: { triesLeft: this.triesLeft } });
  }

  private callback(exchange: Exchange): void {
    const error = exchange.query.get('error');
    const to = error === null ? '/sign#consent' : `/sign#error=${error}`;
    exchange.response.writeHead(303, { location: to, ...(error === null ? { 'set-cookie': activationCookie } : {}) }).end();
  }

  private showConsent(exchange: Exchange): void {
    if (cookieOf(exchange, 'justera_activation') === undefined) {
      return sendProblem(exchange, { status: 403, code: 'activation-missing', sv: 'Legitimera dig först.', en: 'Identify yourself first.' });
    }
    sendJson(exchange, 200, this.consentView());
  }

  private consent(exchange: Exchange): void {
    const remark = this.remark();
    const given = remark === undefined ? {} : { withRemark: true };
    this.view = { ...this.view, state: 'consented', you: { ...this.view.you, ...(remark === undefined ? {} : { remark }) }, tasks: this.yours({ state: 'consented', ...given }) };
    if (this.loseConsentAnswer) {
      exchange.response.destroy();
      return;
    }
    sendJson(exchange, 202, this.view);
  }

  private decline(exchange: Exchange): void {
    this.declinedFor = String(jsonOf(exchange)['reason']);
    this.view = { ...this.view, state: 'declined', requestState: 'declined', tasks: this.yours({ state: 'declined' }) };
    sendJson(exchange, 200, this.view);
  }

  private report(exchange: Exchange): void {
    const report = { text: String(jsonOf(exchange)['text']), at: '2026-03-31T11:40:00Z' };
    this.view = { ...this.view, errorReports: [...(this.view.errorReports ?? []), report] };
    sendJson(exchange, 201, this.view);
  }

  private sign(): void {
    const signedAt = '2026-03-31T12:05:00Z';
    this.view = { ...this.view, attention: null, state: 'signed', you: { ...this.view.you, signedAt }, tasks: this.yours({ state: 'signed', signedAt }) };
  }

  private yours(change: Partial<CeremonyTask>): readonly CeremonyTask[] {
    return this.view.tasks.map((task) => (task.you ? { ...task, ...change } : task));
  }

  /** The one that the last identification came with. */
  private remark(): string | undefined {
    const last = this.remarks.at(-1);
    return typeof last === 'string' ? last : undefined;
  }

  private consentView(): ConsentView {
    const remark = this.remark();
    return {
      text: `${consentText[this.view.minutes.language]}${remark === undefined ? '' : `\n\nJag skriver under med denna anmärkning: ”${remark}”`}`,
      ...(remark === undefined ? {} : { remark }),
      textSha256: 'c0ffee'.padEnd(64, '0'),
      preparedSha256,
      certificateName: this.view.you.name,
      role: this.view.minutes.language === 'sv' ? 'justerare' : 'adjuster',
      method: this.view.method,
      levelOfAssurance: this.view.method === 'emailCode' ? 'low' : 'substantial',
      expiresAt: new Date(Date.now() + this.activationLives).toISOString(),
    };
  }
}

const activationCookie = 'justera_activation=once; HttpOnly; SameSite=Lax; Path=/; Max-Age=300';
