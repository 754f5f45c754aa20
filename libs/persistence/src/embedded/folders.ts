import { statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Whether somebody who is neither owner nor group can walk into the folder: every parent needs its "other execute" bit. */
export function isOpenToOthers(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** A folder for temporary things that every user of the machine can walk into. */
export function sharedFolder(): string {
  return isOpenToOthers(os.tmpdir()) ? os.tmpdir() : '/tmp';
}
