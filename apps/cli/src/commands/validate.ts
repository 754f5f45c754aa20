import { availableParallelism } from 'node:os';
import { ValidationPool, type ValidationAnswer } from '#validator';
import { findFiles, type FoundFile } from './validate/find-files.js';
import { judgeFile, type Judge } from './validate/judge-file.js';
import { help, readOptions } from './validate/options.js';
import { asJson, asText, exitCodeOf } from './validate/print.js';
import { readPolicy } from './validate/read-policy.js';
import { readTrust } from './validate/read-trust.js';

/** `justera validate`: needs no database and no network. Files are judged side by side and told of in the order given. */
export async function validateFiles(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === 'help') {
    console.log(help);
    return 0;
  }
  const policy = readPolicy(options.policyFile);
  const files = findFiles(options.paths);
  const workers = Math.min(files.length, availableParallelism(), 4);
  const limits = { workers, waiting: workers, milliseconds: options.timeoutMilliseconds, megabytes: 2048 };
  const trust = await readTrust(options);
  // Loaded only when somebody may be asked: the rest of this command knows no network.
  const source = !options.online ? undefined : (await import('#pades')).createRevocationSource({ allowedHosts: options.allowedHosts });
  const pool = new ValidationPool(trust, policy, limits);
  try {
    const answers = await judgeAll(files, { pool, policy, at: options.at, source }, workers);
    const judged = files.map(({ file }, index) => ({ file, answer: answers[index] as ValidationAnswer }));
    if (options.json) {
      const all = judged.map(({ file, answer }) => asJson(file, answer));
      console.log(JSON.stringify(all.length === 1 ? all[0] : all, null, 2));
    } else for (const { file, answer } of judged) console.log(asText(file, answer, options.language));
    // Loaded only when asked for: it opens keys and draws.
    if (options.reportPdf !== undefined || options.reportXml !== undefined) await (await import('./validate/write-reports.js')).writeReports(judged, options);
    return exitCodeOf(answers);
  } finally {
    await pool.close();
  }
}

/** As many at once as there are workers: a folder of large files must not be in memory all at once. */
async function judgeAll(files: readonly FoundFile[], judge: Judge, lanes: number): Promise<ValidationAnswer[]> {
  const answers: ValidationAnswer[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      const found = files[index] as FoundFile;
      answers[index] = await judgeFile(found, judge);
      if (files.length > 1) console.error(`[${index + 1}/${files.length}] ${found.file}: ${answers[index]?.document.status}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}
