import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dssClassPath, here, run, work } from './tools.mjs';

/** DSS's own default policy with the differences listed in dss/policy-differences.json: stricter, never laxer. */
export function writePolicy(classPath) {
  const jar = run('sh', ['-c', `ls ${path.join(here, 'dss', 'target', 'lib')}/dss-policy-jaxb-*.jar`]).stdout.trim();
  const original = run('unzip', ['-p', jar, 'policy/constraint.xml']).stdout || run('jar', ['--file', jar, '--extract', 'policy/constraint.xml'], { cwd: work }) && readFileSync(path.join(work, 'policy', 'constraint.xml'), 'utf8');
  if (!original || !classPath) throw new Error('the default policy of DSS could not be read');
  let policy = original;
  for (const { element, level } of JSON.parse(readFileSync(path.join(here, 'dss', 'policy-differences.json'), 'utf8'))) {
    const pattern = new RegExp(`<${element} Level="[A-Z]+"`, 'g');
    if (!pattern.test(policy)) throw new Error(`DSS's policy has no ${element} any more`);
    policy = policy.replace(pattern, `<${element} Level="${level}"`);
  }
  const file = path.join(work, 'dss-policy.xml');
  writeFileSync(file, policy);
  return file;
}

/** The indication that a level means with our anchors and no network: without revocation data of the CAs nothing can be passed yet. */
const indications = { 'PAdES-BASELINE-B': ['INDETERMINATE'], 'PAdES-BASELINE-T': ['INDETERMINATE'], 'PAdES-BASELINE-LT': ['TOTAL_PASSED'], 'PAdES-BASELINE-LTA': ['TOTAL_PASSED'] };

/** @param strict a change that nobody can name is a change: DSS alone only warns of it */
function verdictOf(line, level, stderr, strict) {
  const report = line?.startsWith('{') ? JSON.parse(line) : { signatures: [], problem: stderr.trim().split('\n').at(-1) ?? 'no answer' };
  const passed = indications[level].includes('TOTAL_PASSED');
  const bad = report.signatures.find((s) => !indications[level].includes(s.indication) || s.level !== level || (passed ? s.errors.length > 0 : !isWaiting(s)) || (strict && s.unexplained.length > 0));
  const warnings = [...new Set(report.signatures.flatMap((s) => s.warnings))];
  return {
    passed: report.signatures.length > 0 && !bad && !report.problem,
    detail: report.problem ?? (bad ? JSON.stringify(bad) : `${report.signatures.length} × ${[...new Set(report.signatures.map((s) => s.indication))].join('/')}, ${level}; warnings: ${warnings.length ? warnings.join(' | ') : 'none'}`),
  };
}

/** Indeterminate for want of revocation data alone: nothing is wrong with the signature. */
function isWaiting({ subIndication, errors }) {
  const waiting = ['The certificate validation is not conclusive!', 'No revocation data found for the certificate!'];
  return ['TRY_LATER', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'].includes(subIndication) && errors.every((error) => waiting.includes(error));
}

/** @param subjects all with the same anchors */
function judgeManyWith(policy, subjects) {
  const { stdout, stderr } = run('java', ['-cp', dssClassPath(), 'justera.DssJudge', policy, subjects[0]?.anchors ?? '', ...subjects.map(({ file }) => file)]);
  const lines = stdout.trim().split('\n').filter((line) => line.startsWith('{'));
  return subjects.map(({ level }, index) => verdictOf(lines[index], level, stderr, policy !== 'default'));
}

function judge(name, policy) {
  return {
    name,
    available: () => dssClassPath() !== undefined,
    judge: (file, { anchors, level }) => judgeManyWith(policy(), [{ file, anchors, level }])[0],
    judgeMany: (subjects) => judgeManyWith(policy(), subjects),
  };
}

export const dss = judge('DSS', () => writePolicy(dssClassPath()));
export const dssDefault = judge('DSS (default policy)', () => 'default');
