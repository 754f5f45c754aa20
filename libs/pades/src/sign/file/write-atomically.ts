import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a file appear whole or not at all: `write` fills a new file beside it, which is brought to disk and then takes the
 * name. When anything fails, the new file is removed and whatever had the name before is as it was.
 */
export async function writeAtomically<T>(target: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const scratch = `${target}.${randomBytes(6).toString('hex')}.part`;
  // Read too, by the one who writes; 'x': never through a link that somebody has put there.
  const file = await open(scratch, 'wx+');
  try {
    const result = await write(file);
    await file.sync();
    await file.close();
    await rename(scratch, target);
    await syncFolder(path.dirname(target));
    return result;
  } catch (error) {
    await file.close();
    await rm(scratch, { force: true });
    throw error;
  }
}

/** The new name is on disk only when its folder is. Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
