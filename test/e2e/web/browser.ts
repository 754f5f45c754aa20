import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';

const places = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The real browser on this machine, if there is one. */
export const chromiumPath: string | undefined = places.find((place) => place !== undefined && existsSync(place));

/** Tests in a real browser. Without one they are counted as skipped, and say so. */
export const inBrowser: typeof describe | typeof describe.skip = chromiumPath === undefined ? describe.skip : describe;

if (chromiumPath === undefined) {
  process.stderr.write('\n*** NO CHROMIUM FOUND: the browser tests of the pages are SKIPPED. Install chromium or set CHROMIUM_PATH. ***\n\n');
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
}

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: 'sv-SE' };
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, locale: 'sv-SE' };
