// `npm run conformance`: others judge our files. Runs the main job, then hands every file it made to every judge, and a copy with one signed
// byte changed as well, which every judge of signatures must refuse. What could not be run is said loudly and fails in CI,
// unless docs/interop.md lists it under "May be skipped" with its reason.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { install, build, requireNode, root } from '../../scripts/set-up.mjs';
import { work } from './judges/tools.mjs';
import { signaturesOf } from './judges/signatures.mjs';
import { isListedDisagreement, mayBeSkipped } from './judges/listed.mjs';
import { poppler } from './judges/poppler.mjs';
import { mutool, qpdf } from './judges/structure.mjs';
import { openssl } from './judges/openssl.mjs';
import { pyhanko } from './judges/pyhanko.mjs';
import { dss, dssDefault } from './judges/dss.mjs';

const judges = [poppler, qpdf, mutool, openssl, pyhanko, dss, dssDefault];
const tally = { passed: 0, failed: 0, skipped: 0 };
const rows = [];

function record(subject, judge, outcome, detail) {
  tally[outcome] += 1;
  rows.push({ subject, judge, outcome, detail });
  console.log(`${outcome.toUpperCase().padEnd(8)}${judge.padEnd(22)}${subject.padEnd(34)} ${detail}`);
}

/** Runs the demo on `input` (the sample minutes when undefined) and returns the files it signed and the folder with our roots. */
function mainJob(name, input) {
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
  return readdirSync(output).filter((file) => file.endsWith('.signed.pdf')).map((file) => ({ subject: `${name}/${file}`, file: path.join(output, file), anchors: path.join(output, 'trust') }));
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

function judgeAll(subjects, present) {
  for (const { subject, file, anchors } of subjects) {
    const broken = tampered(file);
    for (const judge of present) {
      const verdict = judge.judge(file, { anchors, level: 'PAdES-BASELINE-LTA' });
      if (isListedDisagreement(judge.name, subject)) {
        record(subject, judge.name, verdict.passed ? 'failed' : 'skipped', verdict.passed ? 'listed in docs/interop.md as a disagreement, but it agrees: remove the line' : `refused, as docs/interop.md lists with its reason: ${verdict.detail}`);
        continue;
      }
      record(subject, judge.name, verdict.passed ? 'passed' : 'failed', verdict.detail);
      if (judge.structureOnly) continue;
      const refused = judge.judge(broken, { anchors, level: 'PAdES-BASELINE-LTA' });
      record(`${subject} (one byte changed)`, judge.name, refused.passed ? 'failed' : 'passed', refused.passed ? 'was accepted!' : 'refused, as it must be');
    }
  }
}

requireNode();
install();
build();
mkdirSync(work, { recursive: true });
const present = [];
const allowed = mayBeSkipped();
for (const judge of judges) {
  if (judge.available()) present.push(judge);
  else {
    const excused = allowed.has(judge.name);
    record('all files', judge.name, excused ? 'skipped' : 'failed', `NOT RUN: ${judge.name} is not on this machine and could not be installed${excused ? ' (docs/interop.md says why that is accepted)' : ''}`);
  }
}
const subjects = mainJob('sample');
const realWorld = ['mkl__WordSaveAsPdf.pdf', 'dss__pdfa2a-rgb.pdf', 'pdf20__PDF_2.0_via_incremental_save.pdf'];
for (const name of realWorld) {
  const file = path.join(root, '..', 'shared', 'corpus', 'unsigned', name);
  if (existsSync(file)) subjects.push(...mainJob(`real-${name.replace(/\.pdf$/, '')}`, file));
  else record(name, 'main job', allowed.has('shared corpus') ? 'skipped' : 'failed', 'NOT RUN: the shared corpus is not beside this checkout');
}
judgeAll(subjects, present);
writeFileSync(path.join(work, 'result.json'), JSON.stringify({ ...tally, rows }, null, 2));
console.log(`conformance: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exit(tally.failed === 0 ? 0 : 1);
