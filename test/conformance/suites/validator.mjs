// Our validator on other people's files, beside pyHanko and DSS; on ten files of our own put through every attack; and on 5,000 mutants.
// The table is docs/spec/corpus.md: drawn by `CORPUS_TABLE=write npm run conformance -- validator`, compared with what is found otherwise.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { corpusRows, dssVerdicts, ourVerdict, pyhankoVerdicts } from '../judges/corpus-verdicts.mjs';
import { explainedLaxer } from '../judges/listed.mjs';

const corpus = path.join(root, '..', 'shared', 'corpus');
const page = path.join(root, 'docs/spec/corpus.md');
const at = new Date('2026-11-25T00:00:00Z');
const slowest = 10_000;

/** What the index demands of a row, asked of our verdict on its bytes. */
function meetsDemand({ must }, ours) {
  if (must === 'not-valid') return ours.status !== 'valid';
  if (must === 'intact') return ours.integrity.length > 0 && ours.integrity.every((one) => one === 'intact') && ours.changesAfter.every((one) => one === 'none' || one === 'permitted');
  return !ours.reasons.includes('could-not-be-analysed');
}

const isLaxer = (ours, theirs) => (ours.verdict === 'accepted' || ours.verdict === 'open') && theirs?.verdict === 'refused';
const isStricter = (ours, theirs) => ours.verdict === 'refused' && theirs?.verdict === 'accepted';

async function onTheCorpus(report) {
  const rows = corpusRows(corpus);
  if (rows === undefined) return report.notRun('corpus', 'shared corpus', 'the shared corpus is not beside this checkout');
  const validation = await import('#validation');
  const files = rows.map(({ file }) => path.join(corpus, file));
  const judged = rows.map((row, i) => ({ ...row, path: files[i], ours: ourVerdict(validation, readFileSync(files[i]), at) }));
  for (const { file, must, ours, ...row } of judged) {
    const isFine = meetsDemand({ must, ...row }, ours) && ours.milliseconds < slowest;
    report.record(file, 'our validator', isFine ? 'passed' : 'failed', `${must}: ${ours.verdict} in ${ours.milliseconds.toFixed(0)} ms, ${ours.status}: ${ours.why}`);
  }
  const others = { pyHanko: pyhankoVerdicts(files), DSS: dssVerdicts(files, 'default'), 'DSS, stricter policy': dssVerdicts(files, 'strict') };
  for (const [judge, verdicts] of Object.entries(others)) {
    if (verdicts === undefined) report.notRun('corpus', judge, `${judge} is not on this machine and could not be installed`);
    else compare(report, judge, verdicts, judged);
  }
  if (Object.values(others).some((verdicts) => verdicts === undefined)) return undefined;
  const text = draw(judged, others);
  if (process.env.CORPUS_TABLE === 'write') writeFileSync(page, text);
  const isSame = existsSync(page) && readFileSync(page, 'utf8') === text;
  return report.record('docs/spec/corpus.md', 'our validator', isSame ? 'passed' : 'failed', isSame ? 'is what was found' : 'differs from what was found: CORPUS_TABLE=write npm run conformance -- validator');
}

/** Equal or stricter (R14); what is laxer must be explained in docs/interop.md, and the explanation goes when it is not. */
function compare(report, judge, verdicts, judged) {
  const missing = judged.filter(({ path: file }) => !verdicts.has(file));
  if (missing.length > 0) report.record('corpus', judge, 'failed', `no verdict on ${missing.length} files, the first ${missing[0].file}`);
  const explained = explainedLaxer().filter((line) => line.judge === judge);
  const laxer = judged.filter(({ ours, path: file }) => isLaxer(ours, verdicts.get(file)));
  for (const { file, path: full, ours } of laxer) {
    const known = explained.some((line) => line.file === file);
    report.record(file, judge, known ? 'passed' : 'failed', `refuses (${verdicts.get(full).why}) what we call ${ours.verdict}; ${known ? 'docs/interop.md says why' : 'docs/interop.md does not say why'}`);
  }
  for (const { file } of explained.filter((line) => !laxer.some((row) => row.file === line.file))) report.record(file, judge, 'failed', 'listed in docs/interop.md as laxer, and it is not: remove the line');
  report.record('corpus', judge, 'passed', `${judged.length} files: ${judged.filter(({ ours, path: file }) => isStricter(ours, verdicts.get(file))).length} times we refuse what it accepts, ${laxer.length} times it refuses what we do not`);
}

function draw(judged, others) {
  const cell = ({ verdict, why } = { verdict: '', why: '' }) => (why ? `${verdict}: ${why}` : verdict);
  return [
    '# Other people’s files: our verdict beside others’', '',
    'Every row of the shared corpus. Trust is left aside: nobody is given an anchor, and the question is whether what is there is what was signed. *accepted*: every signature intact and every',
    'change explained; *open*: explained, but not plainly valid; *refused*: broken, altered or unreadable. Drawn by `CORPUS_TABLE=write npm run conformance -- validator`, compared by the suite.',
    'Where another judge refuses what we do not, `docs/interop.md` says why.', '',
    `| file | must be | ours | ${Object.keys(others).join(' | ')} |`, `|---|---|---|${'---|'.repeat(Object.keys(others).length)}`,
    ...judged.map(({ file, must, ours, path: full }) => `| ${path.basename(file)} | ${must} | ${cell(ours)} | ${Object.values(others).map((verdicts) => cell(verdicts.get(full))).join(' | ')} |`), '',
  ].join('\n');
}

/** Runs specs as `npm test` would, with more to do, and takes over their results. */
function moreOf(report, judge, specs, environment) {
  const started = Date.now();
  const done = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', '--json', '--runInBand', ...specs], { cwd: root, encoding: 'utf8', env: { ...process.env, ...environment }, maxBuffer: 256 << 20, timeout: 1_200_000 });
  const line = done.stdout.split('\n').find((text) => text.startsWith('{'));
  const result = line === undefined ? undefined : JSON.parse(line);
  const told = `${done.stdout}\n${done.stderr}`.split('\n').find((text) => text.startsWith('mutants:')) ?? '';
  const failed = result?.testResults.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'failed')) ?? [];
  for (const { fullName, failureMessages } of failed) report.record(fullName, judge, 'failed', failureMessages.join(' ').slice(0, 400));
  const isFine = done.status === 0 && result?.success === true && result.numPassedTests > 0;
  report.record(specs.join(' '), judge, isFine ? 'passed' : 'failed', `${result?.numPassedTests ?? 0} tests in ${((Date.now() - started) / 1000).toFixed(0)} s ${told}`);
}

export async function run(report) {
  await onTheCorpus(report);
  moreOf(report, 'every attack on ten files', ['libs/validation/src/attack-matrix.spec.ts'], { ATTACK_FILES: 'all' });
  moreOf(report, '5,000 mutants', ['libs/validation/src/mutants.spec.ts'], { MUTANTS: '5000', MUTANT_SEED: '20261125' });
}
