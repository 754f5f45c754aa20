// Plays the signatories of the demo as people would: a separate process that imports nothing of ours and knows only its mailbox and HTTP.
// Standard input: one JSON object {mails, bearer, people: [names], firstSeenAfter?}. Standard output: one JSON line per step taken.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';

const say = (step) => process.stdout.write(`${JSON.stringify(step)}\n`);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A person's browser: cookies per host, redirects followed one by one. */
class Browser {
  #cookies = new Map();

  async go(url, options = {}) {
    const host = new URL(url).host;
    const jar = this.#cookies.get(host) ?? new Map();
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...options, headers: { ...options.headers, ...(cookie ? { cookie } : {}) } });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      if (pair.slice(at + 1) === '') jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    this.#cookies.set(host, jar);
    return response;
  }

  async json(url, body) {
    const response = await this.go(url, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json', 'x-justera-request': '1' }, body: JSON.stringify(body) });
    const text = await response.text();
    const value = text === '' ? {} : JSON.parse(text);
    if (!response.ok) throw new Error(`${response.status} ${value.code ?? ''} ${value.detail ?? text.slice(0, 200)} (${new URL(url).pathname.replace(/\/s\/.*/, '/s/…')})`);
    return value;
  }

  /** Logs in at an identity provider by its forms, until it sends us back to `home`. */
  async logIn(start, home, name) {
    let response = await this.go(start);
    let url = start;
    for (let hops = 0; hops < 20; hops += 1) {
      const location = response.headers.get('location');
      if (location) {
        url = new URL(location, url).href;
        if (new URL(url).origin === home && !new URL(url).pathname.startsWith('/api/')) return url;
        response = await this.go(url);
        continue;
      }
      const html = await response.text();
      const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
      if (!action) throw new Error(`the identity provider answered ${response.status} without a form`);
      const fields = new URLSearchParams();
      for (const [, hidden] of html.matchAll(/<input([^>]*type="hidden"[^>]*)>/g)) {
        fields.set(/name="([^"]*)"/.exec(hidden)?.[1] ?? '', /value="([^"]*)"/.exec(hidden)?.[1] ?? '');
      }
      if (/name="person"/.test(html)) fields.set('person', name);
      url = new URL(action, url).href;
      response = await this.go(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: fields });
    }
    throw new Error('the identity provider never sent us back');
  }
}

const input = JSON.parse(await new Promise((resolve) => createInterface({ input: process.stdin }).once('line', resolve)));

/** Waits for a mail to `address` that `fits`, at most two minutes. */
async function waitForMail(address, fits, what) {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    const list = await (await fetch(input.mails, { headers: { authorization: `Bearer ${input.bearer}` } })).json();
    for (const entry of list.items.filter((mail) => mail.to.some((to) => to.includes(address)))) {
      const mail = await (await fetch(`${input.mails}/${entry.id}`, { headers: { authorization: `Bearer ${input.bearer}` } })).json();
      if (fits(mail)) return mail;
    }
    await pause(50);
  }
  throw new Error(`no ${what} reached ${address} within two minutes`);
}

async function identify(person, browser, home, view) {
  const asked = new Date();
  const started = await browser.json(`${home}/api/v1/ceremony/authentication`, {});
  if (started.method === 'openIdConnect') {
    const back = await browser.logIn(started.redirectUrl, home, person.name);
    if (/#error=/.test(back)) throw new Error(`identification refused: ${back.split('#error=')[1]}`);
    say({ person: person.name, step: 'identified', how: 'OpenID Connect (demo provider)' });
    return browser.json(`${home}/api/v1/ceremony/consent`);
  }
  const mail = await waitForMail(person.email, (m) => new Date(m.at) >= new Date(asked.getTime() - 2_000) && /\d{4}\s?\d{4}/.test(m.subject), 'one-time code');
  const code = /\d{4}\s?\d{4}/.exec(mail.subject)[0];
  const consent = await browser.json(`${home}/api/v1/ceremony/code`, { code });
  say({ person: person.name, step: 'identified', how: `one-time code to ${started.sentTo ?? view.you.name}` });
  return consent;
}

async function sign(person) {
  const browser = new Browser();
  const invitation = await waitForMail(person.email, (mail) => /\/s\/[\w-]{20,}/.test(mail.text) && mail.text.includes(person.reference), 'invitation');
  const link = new URL(/https?:\/\/\S+\/s\/[\w-]+/.exec(invitation.text)[0]);
  say({ person: person.name, step: 'invited', subject: invitation.subject });
  const home = link.origin;
  await browser.go(link.href);
  const view = await browser.json(`${home}/api/v1/ceremony/session`, { token: link.pathname.split('/').at(-1) });
  const document = Buffer.from(await (await browser.go(`${home}/api/v1/ceremony/document`)).arrayBuffer());
  say({ person: person.name, step: 'read', pages: view.minutes.pageCount, bytes: document.length });
  const consent = await identify(person, browser, home, view);
  const fingerprint = createHash('sha256').update(document).digest('hex');
  if (consent.preparedSha256 !== view.preparedSha256) throw new Error('the consent names another document than the page');
  if (fingerprint !== consent.preparedSha256) throw new Error('the document shown is not the one to consent to');
  const clicked = Date.now();
  let now = await browser.json(`${home}/api/v1/ceremony/consent`, { consentTextSha256: consent.textSha256 });
  // As the page does: one question, answered at the moment something happens.
  while (now.state !== 'signed') {
    if (Date.now() - clicked > 120_000) throw new Error(`still ${now.state} two minutes after consent`);
    now = await browser.json(`${home}/api/v1/ceremony?after=${encodeURIComponent(now.marker)}&wait=20`);
  }
  say({ person: person.name, step: 'signed', milliseconds: Date.now() - clicked });
}

const results = await Promise.allSettled(input.people.map(sign));
const failed = results.map((result, index) => ({ result, person: input.people[index] })).filter(({ result }) => result.status === 'rejected');
for (const { result, person } of failed) say({ person: person.name, step: 'failed', why: String(result.reason?.message ?? result.reason) });
process.exit(failed.length === 0 ? 0 : 1);
