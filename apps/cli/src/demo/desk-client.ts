/** Speaks to the API as a case system would: with the desk's secret as bearer. */
export class DeskClient {
  constructor(
    readonly url: string,
    private readonly secret: string,
  ) {}

  /** The demo's mailbox is read through the desk; production has no such mailbox. */
  secretForMails(): string {
    return this.secret;
  }

  /** @throws Error with the problem's code and sentence */
  async json<Answer>(path: string, body?: object | FormData): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${this.secret}`, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Answer & { code?: string; detail?: string };
    if (!response.ok) throw new Error(`${response.status} ${answer.code ?? ''}: ${answer.detail ?? ''}`);
    return answer;
  }

  async bytes(path: string): Promise<Buffer> {
    const response = await fetch(`${this.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${this.secret}` } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }
}
