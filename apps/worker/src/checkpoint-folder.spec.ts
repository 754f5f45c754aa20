import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Checkpoint } from '#evidence';
import { folderPlace } from './checkpoint-folder.js';

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'justera-outside-')), 'below');
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));
const checkpoint = (size: number, root = 'a'): Checkpoint => ({ format: 'justera-checkpoint', version: 1, note: { origin: 'o', size, root: root.repeat(64) }, seal: 'AAAA', timestamp: 'AAAA' });

test('the newest by size is read back, whatever else lies in the folder', async () => {
  const place = folderPlace(folder);
  expect(await place.newest()).toBeUndefined();
  for (const size of [9, 100, 20]) await place.leave(checkpoint(size));
  writeFileSync(path.join(folder, 'checkpoint-500.json.77'), 'half written');
  writeFileSync(path.join(folder, 'notes.txt'), 'somebody else’s');
  expect(await place.newest()).toEqual(checkpoint(100).note);
});

test('what lies there is never written over', async () => {
  const place = folderPlace(folder);
  await place.leave(checkpoint(9));
  await place.leave(checkpoint(9, 'b'));
  expect(JSON.parse(readFileSync(path.join(folder, 'checkpoint-9.json'), 'utf8'))).toEqual(checkpoint(9));
  expect(readdirSync(folder)).toEqual(['checkpoint-9.json']);
  expect(existsSync(folder)).toBe(true);
});

test('a file that is no checkpoint where one should be is an error, not an empty folder', async () => {
  const place = folderPlace(folder);
  await place.leave(checkpoint(9));
  writeFileSync(path.join(folder, 'checkpoint-10.json'), '{}');
  await expect(place.newest()).rejects.toMatchObject({ name: 'MalformedExport' });
});
