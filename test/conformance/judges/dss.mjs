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

function judgeWith(policy, file, anchors, level) {
  const { stdout, stderr } = run('java', ['-cp', dssClassPath(), 'justera.DssJudge', policy, anchors, file]);
  const line = stdout.trim().split('\n').at(-1);
  const report = line?.startsWith('{') ? JSON.parse(line) : { signatures: [], problem: stderr.trim().split('\n').at(-1) };
  const bad = report.signatures.find((s) => s.indication !== 'TOTAL_PASSED' || s.level !== level || s.errors.length > 0);
  const warnings = [...new Set(report.signatures.flatMap((s) => s.warnings))];
  return {
    passed: report.signatures.length > 0 && !bad && !report.problem,
    detail: report.problem ?? (bad ? JSON.stringify(bad) : `${report.signatures.length} × TOTAL_PASSED, ${level}; warnings: ${warnings.length ? warnings.join(' | ') : 'none'}`),
  };
}

export const dss = {
  name: 'DSS',
  available: () => dssClassPath() !== undefined,
  judge: (file, { anchors, level }) => judgeWith(writePolicy(dssClassPath()), file, anchors, level),
};

export const dssDefault = {
  name: 'DSS (default policy)',
  available: () => dssClassPath() !== undefined,
  judge: (file, { anchors, level }) => judgeWith('default', file, anchors, level),
};
