// The main job: the demo on the sample minutes and on real-world PDFs, every file it makes put to every judge, and a copy with one signed
// byte changed as well, which every judge of signatures must refuse.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { work } from '../judges/tools.mjs';
import { signaturesOf } from '../judges/signatures.mjs';
import { judgeOne, presentJudges } from '../judges/all.mjs';

const level = 'PAdES-BASELINE-LTA';
const realWorld = ['mkl__WordSaveAsPdf.pdf', 'dss__pdfa2a-rgb.pdf', 'pdf20__PDF_2.0_via_incremental_save.pdf'];

/** Runs the demo on `input` (the sample minutes when undefined) and returns the files it signed and the folder with our roots. */
function mainJob({ record }, name, input) {
  const output = path.join(work, name);
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const args = ['--enable-source-maps', 'dist/apps/cli/src/main.js', 'demo', '--exit', '--output', output, ...(input ? [input] : [])];
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 180_000 });
  writeFileSync(path.join(output, 'demo.log'), `${done.stdout}\n${done.stderr}`);
  if (done.status !== 0) {
    record(name, 'main job', 'failed', `the demo ended with ${done.status}: ${(done.stderr || done.stdout).trim().split('\n').slice(-3).join(' | ')}`);
    return [];
  }
  record(name, 'main job', 'passed', done.stdout.trim().split('\n').at(-1));
  return readdirSync(output)
    .filter((file) => file.endsWith('.signed.pdf'))
    .map((file) => ({ subject: `${name}/${file}`, file: path.join(output, file), anchors: path.join(output, 'trust'), level }));
}

/** A copy with one byte changed inside the first signed page content, far from any signature. */
function tampered(file) {
  const bytes = readFileSync(file);
  const first = signaturesOf(bytes)[0];
  const at = bytes.indexOf('stream', 0, 'latin1') + 40;
  if (!first || at >= first.end) throw new Error('no signed byte to change');
  bytes[at] ^= 0x01;
  const copy = file.replace(/\.signed\.pdf$/, '.tampered.pdf');
  writeFileSync(copy, bytes);
  return copy;
}

export async function run(report) {
  const present = presentJudges(report);
  const subjects = mainJob(report, 'sample');
  for (const name of realWorld) {
    const file = path.join(root, '..', 'shared', 'corpus', 'unsigned', name);
    if (existsSync(file)) subjects.push(...mainJob(report, `real-${name.replace(/\.pdf$/, '')}`, file));
    else report.notRun(name, 'shared corpus', 'the shared corpus is not beside this checkout');
  }
  for (const subject of subjects) {
    const broken = tampered(subject.file);
    for (const judge of present) {
      if (!judgeOne(report, judge, subject) || judge.structureOnly) continue;
      const refused = judge.judge(broken, subject);
      report.record(`${subject.subject} (one byte changed)`, judge.name, refused.passed ? 'failed' : 'passed', refused.passed ? 'was accepted!' : 'refused, as it must be');
    }
  }
}
