import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { parseCheckpoint, type Checkpoint } from '#evidence';
import { errorCode } from '#platform';
import type { OutsidePlace } from '#signing';

const named = /^checkpoint-(\d{1,15})\.json$/;

/**
 * A folder as an outside place: best one that the database's host can add to and not change, e.g. a share of the archive
 * with snapshots. Written aside, synced and renamed; a file that is there is never written over.
 */
export function folderPlace(folder: string): OutsidePlace {
  return {
    name: 'folder',
    readable: true,
    newest: async () => {
      await mkdir(folder, { recursive: true });
      const sizes = (await readdir(folder)).flatMap((name) => named.exec(name)?.[1] ?? []).map(Number);
      if (sizes.length === 0) return undefined;
      return (await readCheckpoint(path.join(folder, `checkpoint-${Math.max(...sizes)}.json`))).note;
    },
    leave: async (checkpoint) => {
      const file = path.join(folder, `checkpoint-${checkpoint.note.size}.json`);
      if (await exists(file)) return;
      await mkdir(folder, { recursive: true });
      const aside = `${file}.${process.pid}`;
      const handle = await open(aside, 'w', 0o644);
      try {
        await handle.writeFile(`${JSON.stringify(checkpoint, null, 2)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(aside, file);
    },
  };
}

async function readCheckpoint(file: string): Promise<Checkpoint> {
  return parseCheckpoint(JSON.parse(await readFile(file, 'utf8')));
}

/** Only the checkpoint that `newest` would have found can be there, and that was compared: a crash came between leaving and saying so. */
async function exists(file: string): Promise<boolean> {
  try {
    await readFile(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
