// The body's seal, and files that somebody signed before: seal + three signatories + LTA, with and without form fields, tagged, on a rewritten upload, behind a
// stranger's signature and a stranger's certification. All judges on each; and a file whose seal and time stamps chain to services of a trusted list.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { dssClassPath, run as call, work } from '../judges/tools.mjs';
import { judgeAll, presentJudges } from '../judges/all.mjs';

const folder = path.join(work, 'seal');

export async function run(report) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = call(process.execPath, ['--conditions=source', 'libs/persistence/src/testing/run-typescript.cjs', 'test/conformance/seal/make-files.ts', folder], { cwd: root });
  const files = readdirSync(folder).filter((file) => file.endsWith('.signed.pdf'));
  report.record('seal', 'files made', made.status === 0 && files.length === 7 ? 'passed' : 'failed', made.status === 0 ? files.join(', ') : made.stderr.trim().split('\n')[0]);
  if (made.status !== 0) return;
  const subjects = files.map((file) => ({ subject: `seal/${file}`, file: path.join(folder, file), anchors: path.join(folder, 'trust'), level: 'PAdES-BASELINE-LTA' }));
  judgeAll(report, presentJudges(report), subjects);
  trustedList(report);
  trustedListByDss(report);
}

/** DSS reads the list, verifies it, and trusts nothing else. */
function trustedListByDss(report) {
  const classPath = dssClassPath();
  if (classPath === undefined) {
    report.notRun('seal/trusted-list', 'DSS', 'DSS is not on this machine and could not be installed');
    return;
  }
  const at = (name) => path.join(folder, name);
  const { stdout, stderr } = call('java', ['-cp', classPath, 'justera.DssListJudge', at('trusted-list/se.xml'), at('trusted-list/operator.cer'), at('sealed.signed.pdf')]);
  const line = stdout.trim().split('\n').at(-1) ?? '';
  const verdict = line.startsWith('{') ? JSON.parse(line) : { list: `no answer: ${stderr.trim().split('\n').at(-1)}`, files: [] };
  const signatures = verdict.files.flat();
  const passed = verdict.list === 'TOTAL_PASSED' && signatures.length === 4 && signatures.every(({ indication, level }) => indication === 'TOTAL_PASSED' && level === 'PAdES-BASELINE-LTA');
  report.record('seal/trusted-list', 'DSS', passed ? 'passed' : 'failed', `list ${verdict.list}, ${verdict.services} services; ${signatures.map(({ indication, qualification }) => `${indication} (qualification ${qualification})`).join(', ')}`);
}

/** The list is all the trust there is: our own reader of trusted lists, our own validator. */
function trustedList(report) {
  const verdict = JSON.parse(readFileSync(path.join(folder, 'trusted-list', 'own-verdict.json'), 'utf8'));
  const anchored = verdict.signatures.every(({ indication, anchor }) => indication === 'TOTAL_PASSED' && anchor !== null);
  const passed = verdict.findings.length === 0 && verdict.status === 'valid' && verdict.complete === 'yes' && verdict.seal === 'TOTAL_PASSED' && anchored;
  report.record('seal/trusted-list', 'own validator', passed ? 'passed' : 'failed', `${verdict.services} services; ${verdict.status}; ${verdict.reasons.join(', ') || 'no reasons'}; ${verdict.signatures.map(({ kind, indication }) => `${kind} ${indication}`).join(', ')}`);
}
