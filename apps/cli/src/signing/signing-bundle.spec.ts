import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { signingBundle } from './signing-bundle.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'justera-dist-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(name: string, seconds: number): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, seconds, seconds);
}

test.each<[string, number | undefined, number | undefined, boolean]>([
  ['made after the build', 1000, 2000, true],
  ['made in the same instant', 1000, 1000, true],
  ['older than the build: old code must not sign', 2000, 1000, false],
  ['not made', 1000, undefined, false],
  ['of a build that nobody can date', undefined, 1000, false],
])('a bundle %s', (_what, build, bundle, taken) => {
  if (build !== undefined) written('.tsbuildinfo', build);
  if (bundle !== undefined) written('bundles/sign.js', bundle);
  const dist = pathToFileURL(folder + path.sep);
  expect(signingBundle(dist)?.href).toBe(taken ? new URL('bundles/sign.js', dist).href : undefined);
});
