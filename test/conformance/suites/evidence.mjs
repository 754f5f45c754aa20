// The trail: 10,000 attacks of each attacker on the pure structures, our seals and time stamps under OpenSSL's eyes, and our logs under those of a second
// implementation in Python that shares no line with ours.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { has, here, run as call, work } from '../judges/tools.mjs';

const folder = path.join(work, 'evidence');
const at = (name) => path.join(folder, name);
const attacks = 10_000;

export async function run(report) {
  tampering(report);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = call(process.execPath, ['--conditions=source', 'libs/persistence/src/testing/run-typescript.cjs', 'test/conformance/evidence/make-files.ts', folder], { cwd: root });
  report.record('evidence', 'files made', made.status === 0 ? 'passed' : 'failed', made.stderr.trim().split('\n')[0]);
  if (made.status !== 0) return;
  checkpointByOpenssl(report);
  logByPython(report);
  ourselves(report);
}

function tampering(report) {
  const done = call('npx', ['jest', 'libs/evidence/src/tampering.spec.ts'], { cwd: root, env: { ...process.env, TAMPERING_RUNS: String(attacks) } });
  const tests = /^Tests:\s+(.*)$/m.exec(done.stderr)?.[1] ?? done.stderr.slice(-200);
  report.record('evidence/attackers A and B', 'own properties', done.status === 0 ? 'passed' : 'failed', `${attacks} attacks each: ${tests}`);
}

function checkpointByOpenssl(report) {
  if (!has('openssl')) return report.notRun('evidence/checkpoint', 'OpenSSL', 'openssl is not on this machine');
  const seal = call('openssl', ['cms', '-verify', '-binary', '-cades', '-inform', 'DER', '-in', at('seal.der'), '-content', at('note.bin'), '-CAfile', at('root.pem'), '-purpose', 'any', '-out', at('verified.bin')]);
  const same = seal.status === 0 && readFileSync(at('verified.bin')).equals(readFileSync(at('note.bin')));
  report.record('evidence/checkpoint seal', 'OpenSSL', same ? 'passed' : 'failed', seal.stderr.trim().split('\n')[0]);
  const stamp = call('openssl', ['ts', '-verify', '-token_in', '-in', at('token.der'), '-digest', readFileSync(at('seal.sha256'), 'utf8'), '-CAfile', at('root.pem')]);
  report.record('evidence/checkpoint time', 'OpenSSL', stamp.status === 0 ? 'passed' : 'failed', /^Verification.*$/m.exec(`${stamp.stdout}${stamp.stderr}`)?.[0] ?? stamp.stderr.trim().split('\n').at(-1));
}

const python = (log) => call('python3', [path.join(here, 'judges', 'evidence_log.py'), log, at('checkpoint.json')]);

function logByPython(report) {
  if (!has('python3')) return report.notRun('evidence/log', 'second implementation (Python)', 'python3 is not on this machine');
  const judged = python(at('log.ndjson'));
  report.record('evidence/log', 'second implementation (Python)', judged.status === 0 ? 'passed' : 'failed', judged.stdout.trim() || judged.stderr.trim().split('\n').at(-1));
  // The control: it finds what was changed.
  writeFileSync(at('edited.ndjson'), readFileSync(at('log.ndjson'), 'utf8').replace('"value":1700', '"value":1701'));
  const edited = python(at('edited.ndjson'));
  report.record('evidence/log, one entry edited', 'second implementation (Python)', edited.status === 1 ? 'passed' : 'failed', edited.stdout.trim());
}

function ourselves(report) {
  const verify = (...args) => call(process.execPath, ['dist/apps/cli/src/main.js', 'evidence', 'verify', ...args, '--log-certificate', at('log.cer'), '--timestamp-anchor', at('root.cer')], { cwd: root });
  const whole = verify(at('log.ndjson'), '--checkpoint', at('checkpoint.json'));
  const verdict = whole.status === 0 ? JSON.parse(whole.stdout) : undefined;
  report.record('evidence/log', 'justera evidence verify', verdict?.summary.met[0] === 18_000 && verdict.summary.unanchored === 2000 ? 'passed' : 'failed', whole.status === 0 ? `${verdict.summary.size} entries, checkpoint of ${verdict.summary.met} met, ${verdict.summary.unanchored} unanchored` : whole.stderr);
  const edited = verify(at('edited.ndjson'), '--checkpoint', at('checkpoint.json'));
  const broken = edited.status === 1 ? JSON.parse(edited.stdout).broken : undefined;
  report.record('evidence/log, one entry edited', 'justera evidence verify', broken?.code === 'entry-hash-mismatch' && broken.index === 1700 ? 'passed' : 'failed', JSON.stringify(broken ?? edited.stderr));
}
