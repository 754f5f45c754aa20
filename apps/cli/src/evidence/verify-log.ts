import { statSync } from 'node:fs';
import { LogCheck, type ExaminedLines, type LogVerdict, type OutsideEvidence } from '#evidence';
import { examinerHere, examinerInThreads, type LineExaminer } from './line-examiner.js';
import { chunksOf, LineTooLong } from './lines.js';

/** Below, threads take longer to start than the whole check. */
const worthThreads = 8 * 1024 * 1024;

/**
 * Checks a log file (`justera evidence export-log`) as a stream: memory grows with the number of cases, not of entries. Lines are
 * read and hashed in threads; what depends on order is done here.
 */
export async function verifyLog(file: string, outside: OutsideEvidence, examiner?: LineExaminer): Promise<LogVerdict> {
  const used = examiner ?? (statSync(file).size < worthThreads ? examinerHere : examinerInThreads());
  try {
    return await check(file, new LogCheck(outside.checkpoints ?? []), used);
  } finally {
    await used.close();
  }
}

async function check(file: string, log: LogCheck, examiner: LineExaminer): Promise<LogVerdict> {
  const underWay: Promise<ExaminedLines>[] = [];
  let isFirst = true;
  let tooLong = false;
  const takeOldest = async (): Promise<LogVerdict | undefined> => {
    const broken = log.take(await (underWay.shift() as Promise<ExaminedLines>));
    return broken === undefined ? undefined : { ok: false, broken };
  };
  try {
    for await (const chunk of chunksOf(file)) {
      if (isFirst) {
        isFirst = false;
        const broken = log.begin(chunk.toString('utf8'));
        if (broken !== undefined) return { ok: false, broken };
        continue;
      }
      const asked = examiner.examine(chunk);
      // Heard when its turn comes; until then it must not count as unheard.
      asked.catch(() => undefined);
      underWay.push(asked);
      if (underWay.length >= examiner.width) {
        const broken = await takeOldest();
        if (broken !== undefined) return broken;
      }
    }
  } catch (error) {
    if (!(error instanceof LineTooLong)) throw error;
    tooLong = true;
  }
  while (underWay.length > 0) {
    const broken = await takeOldest();
    if (broken !== undefined) return broken;
  }
  if (tooLong) return { ok: false, broken: { code: 'malformed', index: log.size, where: 'a line is too long' } };
  return log.end();
}
