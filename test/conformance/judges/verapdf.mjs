import { run, verapdfClassPath } from './tools.mjs';

/**
 * veraPDF on many files in one call, since starting it costs more than judging.
 * @param {{file: string, flavours: string[]}[]} questions
 * @returns {Map<string, {compliant: boolean, failed: Record<string, {count: number, first: string}>, problem?: string}>} by `flavour file`
 */
export function askVeraPdf(questions) {
  const { stdout, stderr } = run('java', ['-cp', verapdfClassPath(), 'justera.VeraPdfJudge', ...questions.map(({ file, flavours }) => `${flavours.join(',')}=${file}`)]);
  const answers = new Map(stdout.trim().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)).map((answer) => [`${answer.flavour} ${answer.file}`, answer]));
  for (const { file, flavours } of questions) {
    for (const flavour of flavours) if (!answers.has(`${flavour} ${file}`)) answers.set(`${flavour} ${file}`, { compliant: false, failed: {}, problem: stderr.trim().split('\n').at(-1) || 'veraPDF said nothing' });
  }
  return answers;
}

/** What the file fails and its input did not, or more often: nothing may be added. */
export function grownFindings(before, after) {
  return Object.entries(after.failed).filter(([rule, { count }]) => count > (before.failed[rule]?.count ?? 0)).map(([rule, { count, first }]) => `${rule}: ${before.failed[rule]?.count ?? 0} → ${count}, ${first}`);
}
