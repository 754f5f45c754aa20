import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launch } from './browser.js';
import { ensureBuilt } from './built-pages.js';
import { startFakeServer, type FakeServer } from './fake-api/server.js';

const shots = resolve(__dirname, '../../../dist/e2e-web');

/** One browser and one server for a test file, one fresh context for each test. */
export class Kit {
  private browser: Browser | undefined;
  private fake: FakeServer | undefined;
  private contexts: BrowserContext[] = [];
  /** What the browser complained about: refused by the policy, script errors, requests to elsewhere. */
  readonly complaints: string[] = [];

  async start(): Promise<void> {
    await ensureBuilt();
    this.fake = await startFakeServer();
    this.browser = await launch();
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    await this.fake?.stop();
  }

  get server(): FakeServer {
    if (this.fake === undefined) throw new Error('start() first');
    return this.fake;
  }

  async open(path: string, options: BrowserContextOptions): Promise<Page> {
    if (this.browser === undefined) throw new Error('start() first');
    const context = await this.browser.newContext({ baseURL: this.server.url, ...options });
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    // Listening from the start: switched on together with the key press, it may come too late on a busy machine.
    page.on('filechooser', () => undefined);
    page.on('pageerror', (error) => this.complaints.push(`script: ${error.message}`));
    page.on('console', (message) => {
      // A refused request is part of the script of a test; anything else is a fault of the page.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) this.complaints.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.server.url) && !/^(data|blob|about):/.test(request.url())) this.complaints.push(`elsewhere: ${request.url()}`);
    });
    await page.goto(path);
    return page;
  }

  async endTest(): Promise<void> {
    for (const context of this.contexts.splice(0)) await context.close();
    const complaints = this.complaints.splice(0);
    expect(complaints).toEqual([]);
  }

  /** Only on demand: JUSTERA_PICTURES=1. */
  async picture(page: Page, name: string, whole = false): Promise<void> {
    if (process.env['JUSTERA_PICTURES'] === undefined) return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: whole });
  }

  /** Zero violations of WCAG 2.2 AA as axe sees it, and a picture for people to look at. */
  async look(page: Page, name: string, whole = false): Promise<void> {
    await this.picture(page, name, whole);
    const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    const violations = result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
    expect({ state: name, violations }).toEqual({ state: name, violations: [] });
  }
}

/** Call inside a describe block. */
export function withKit(): Kit {
  const kit = new Kit();
  beforeAll(() => kit.start(), 120_000);
  afterEach(() => kit.endTest());
  afterAll(() => kit.stop());
  return kit;
}
