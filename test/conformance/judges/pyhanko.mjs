import path from 'node:path';
import { here, pyhankoPython, run } from './tools.mjs';

/** Milliseconds, for all files of a suite in one process: a hundred signatures cost pyHanko minutes, and more on a busy machine. */
const manyFiles = 1_800_000;

const acceptable = new Set(['NONE', 'LTA_UPDATES', 'FORM_FILLING']);

function verdictOf(line, stderr) {
  const report = line ? JSON.parse(line) : { signatures: [], timestamps: [], problem: stderr.trim().split('\n').at(-1) ?? 'no answer' };
  const all = [...report.signatures, ...report.timestamps];
  const good = (s) => s.passed && acceptable.has(s.modification) && (s.kind !== 'signature' || (s.timestamp && s.docMdpOk));
  const bad = all.find((s) => !good(s));
  return {
    passed: report.signatures.length > 0 && !bad && !report.problem,
    detail: report.problem ?? (bad ? JSON.stringify(bad) : `${report.signatures.length} signatures and ${report.timestamps.length} document timestamps, worst change ${[...new Set(all.map((s) => s.modification))].join('/')}`),
  };
}

/** @param subjects all with the same anchors */
function judgeMany(subjects) {
  const { stdout, stderr } = run(pyhankoPython(), [path.join(here, 'judges', 'pyhanko_judge.py'), subjects[0]?.anchors ?? '', ...subjects.map(({ file }) => file)], { timeout: manyFiles });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return subjects.map((_, index) => verdictOf(lines[index], stderr));
}

/** pyHanko: intact, valid, trusted, timestamped, and no change it cannot explain. */
export const pyhanko = {
  name: 'pyHanko',
  available: () => pyhankoPython() !== undefined,
  judge: (file, { anchors }) => judgeMany([{ file, anchors }])[0],
  judgeMany,
};
