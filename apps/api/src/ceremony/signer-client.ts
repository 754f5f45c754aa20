import { describeError, JusteraError, type ErrorDetails, type Logger } from '#platform';
import type { Activation, AuthenticationStart, ConsentGiven, ConsentView, TaskRef } from '#signing';
import { EdgeError } from '../http/edge-error.js';

/** A refusal of the signing component, passed on as it is. */
export class SignerRefusal extends JusteraError {
  constructor(
    code: string,
    details: ErrorDetails,
    readonly status: number | undefined,
    readonly words: { sv: string; en: string } | undefined,
  ) {
    super(code, code, { details });
  }
}

/** How the API asks the signing component (docs/adr/0003). Carries what a person typed; keeps nothing. */
export class SignerClient {
  constructor(
    private readonly url: string,
    private readonly secret: string,
    private readonly logger: Logger,
  ) {}

  startAuthentication(task: TaskRef, typed: { readonly remark?: string }): Promise<AuthenticationStart> {
    return this.ask('authentication', { ...task, ...typed });
  }

  checkCode(task: TaskRef, typed: { readonly code: string; readonly remark?: string }): Promise<Activation> {
    return this.ask('code', { ...task, ...typed });
  }

  openIdConnectCallback(task: TaskRef, callbackUrl: string): Promise<Activation> {
    return this.ask('callback', { ...task, callbackUrl });
  }

  viewConsent(task: TaskRef, activationToken: string): Promise<ConsentView> {
    return this.ask('consent-view', { ...task, activationToken });
  }

  giveConsent(task: TaskRef, activationToken: string, consentTextSha256: string): Promise<ConsentGiven> {
    return this.ask('consent', { ...task, activationToken, consentTextSha256 });
  }

  /** @throws EdgeError `report-seal-unavailable`: a report that was to be sealed is not given out without */
  async sealReport(report: Uint8Array, language: 'sv' | 'en'): Promise<Uint8Array> {
    try {
      const response = await fetch(`${this.url}/internal/reports/seal?language=${language}`, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/pdf', authorization: `Bearer ${this.secret}` },
        body: new Uint8Array(report),
        signal: AbortSignal.timeout(30_000),
      });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      const { code } = (await response.json()) as { code?: string };
      this.logger.error({ status: response.status, code }, 'the signing component did not seal a report');
    } catch (error) {
      this.logger.warn({ error: describeError(error) }, 'the signing component does not answer');
    }
    throw new EdgeError('report-seal-unavailable');
  }

  /** @throws EdgeError `signing-unavailable` when it does not answer */
  private async ask<Answer>(what: string, body: object): Promise<Answer> {
    let response: Response;
    try {
      response = await fetch(`${this.url}/internal/ceremony/${what}`, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.secret}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
    } catch (error) {
      this.logger.warn({ what, error: describeError(error) }, 'the signing component does not answer');
      throw new EdgeError('signing-unavailable');
    }
    const answer = (await response.json()) as Answer & { code?: string; details?: ErrorDetails; status?: number; words?: { sv: string; en: string } };
    if (response.ok) return answer;
    if (typeof answer.code !== 'string' || response.status >= 500) {
      this.logger.error({ what, status: response.status, code: answer.code }, 'the signing component failed');
      if (typeof answer.code !== 'string') throw new EdgeError('signing-unavailable');
    }
    throw new SignerRefusal(answer.code, answer.details ?? {}, answer.status, answer.words);
  }
}
