import { readFile, stat } from 'node:fs/promises';
import type { RevocationSource } from '#pades';
import { reportNotRead, type SignatureValidationPolicy } from '#validation';
import { describeInBoth, validateOnline, type ValidationAnswer, type ValidationPool } from '#validator';
import type { FoundFile } from './find-files.js';

export interface Judge {
  readonly pool: ValidationPool;
  readonly policy: SignatureValidationPolicy;
  readonly at: Date;
  /** Asked for what is missing; nobody is when undefined. */
  readonly source: RevocationSource | undefined;
}

/** Node reads no file above this in one piece, and no minutes are as large. */
const maxBytes = 1024 * 1024 * 1024;

/** One answer for each file, whatever is wrong with it: one bad file never ends the batch. */
export async function judgeFile({ file, trouble }: FoundFile, judge: Judge): Promise<ValidationAnswer> {
  const { pool, policy, at, source } = judge;
  const unread = (code: Parameters<typeof reportNotRead>[0]) => describeInBoth(reportNotRead(code, { policy, validationTime: at }));
  if (trouble !== undefined) return unread(trouble);
  const bytes = await read(file);
  if (typeof bytes === 'string') return unread(bytes);
  if (source === undefined) return pool.validate(bytes, at);
  const { answer, failures } = await validateOnline(pool, bytes, at, source);
  for (const failure of failures) console.error(`not fetched for ${file}: ${failure}`);
  return answer;
}

async function read(file: string): Promise<Buffer | 'file-not-read' | 'limit-exceeded'> {
  try {
    if ((await stat(file)).size > maxBytes) return 'limit-exceeded';
    return await readFile(file);
  } catch {
    // Gone, or closed to us, since it was found: the report says that it could not be read.
    return 'file-not-read';
  }
}
