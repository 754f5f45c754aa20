import { dss, dssDefault } from './dss.mjs';
import { isListedDisagreement } from './listed.mjs';
import { openssl } from './openssl.mjs';
import { poppler } from './poppler.mjs';
import { pyhanko } from './pyhanko.mjs';
import { mutool, qpdf } from './structure.mjs';

const judges = [poppler, qpdf, mutool, openssl, pyhanko, dss, dssDefault];

/** The judges that this machine has; each missing one is reported once. */
export function presentJudges({ notRun }) {
  return judges.filter((judge) => {
    const there = judge.available();
    if (!there) notRun('all files', judge.name, `${judge.name} is not on this machine and could not be installed`);
    return there;
  });
}

/** Puts many files to all judges; a judge that can takes them in one process, since starting a JVM or Python takes longer than judging. */
export function judgeAll(report, present, subjects) {
  for (const judge of present) {
    const verdicts = judge.judgeMany?.(subjects) ?? subjects.map(({ file, anchors, level }) => judge.judge(file, { anchors, level }));
    subjects.forEach((subject, index) => recordVerdict(report, judge, subject.subject, verdicts[index]));
  }
}

/** Puts one file to one judge and records the verdict; a disagreement that docs/interop.md lists counts as skipped, as long as it lasts. */
export function judgeOne(report, judge, { subject, file, anchors, level }) {
  return recordVerdict(report, judge, subject, judge.judge(file, { anchors, level }));
}

function recordVerdict({ record }, judge, subject, verdict) {
  if (isListedDisagreement(judge.name, subject)) {
    record(subject, judge.name, verdict.passed ? 'failed' : 'skipped', verdict.passed ? 'listed in docs/interop.md as a disagreement, but it agrees: remove the line' : `refused, as docs/interop.md lists with its reason: ${verdict.detail}`);
    return false;
  }
  record(subject, judge.name, verdict.passed ? 'passed' : 'failed', verdict.detail);
  return verdict.passed;
}
