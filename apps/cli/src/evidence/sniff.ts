import { closeSync, openSync, readSync } from 'node:fs';

export type EvidenceFileKind = 'package' | 'log' | 'json';

/** What kind of file it is, by its first bytes. Only the log is read line by line. */
export function kindOf(file: string): EvidenceFileKind {
  const start = Buffer.alloc(200);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, start, 0, start.length, 0);
  } finally {
    closeSync(handle);
  }
  if (start.toString('latin1', 0, 4) === 'PK\u0003\u0004') return 'package';
  return /^\{"format":"justera-log"/.test(start.toString('utf8')) ? 'log' : 'json';
}
