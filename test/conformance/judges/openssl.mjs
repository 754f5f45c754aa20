import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { need, run, work } from './tools.mjs';
import { signaturesOf } from './signatures.mjs';

function anchorsFile(anchors) {
  const file = path.join(work, 'anchors.pem');
  const pems = readdirSync(anchors)
    .filter((name) => name.endsWith('.cer'))
    .map((name) => run('openssl', ['x509', '-inform', 'DER', '-in', path.join(anchors, name)]).stdout);
  writeFileSync(file, pems.join(''));
  return file;
}

/** genTime of the first time-stamp token inside `der`, in seconds since 1970; read by openssl itself. */
function genTimeOf(cmsFile) {
  const parsed = run('openssl', ['asn1parse', '-inform', 'DER', '-in', cmsFile]).stdout.split('\n');
  const at = parsed.findIndex((line) => line.includes('id-smime-aa-timeStampToken'));
  const tst = parsed.slice(at).find((line) => /OCTET STRING\s+\[HEX DUMP\]:30/.test(line));
  const digits = tst ? /180F((?:3\d){14})5A/.exec(tst)?.[1] : undefined;
  if (at < 0 || !digits) return undefined;
  const t = Buffer.from(digits, 'hex').toString('latin1');
  return Math.floor(Date.UTC(+t.slice(0, 4), +t.slice(4, 6) - 1, +t.slice(6, 8), +t.slice(8, 10), +t.slice(10, 12), +t.slice(12, 14)) / 1000);
}

function judgeOne(signature, index, caFile) {
  const cms = path.join(work, `s${index}.der`);
  const data = path.join(work, `s${index}.bin`);
  writeFileSync(cms, signature.cms);
  writeFileSync(data, signature.signed);
  if (signature.subFilter === 'ETSI.RFC3161') {
    const done = run('openssl', ['ts', '-verify', '-token_in', '-in', cms, '-data', data, '-CAfile', caFile]);
    return { ok: /Verification: OK/.test(done.stdout + done.stderr), why: done.stderr };
  }
  const at = genTimeOf(cms);
  const time = at === undefined ? [] : ['-attime', String(at)];
  const done = run('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', '-in', cms, '-content', data, '-CAfile', caFile, '-purpose', 'any', ...time, '-out', '/dev/null']);
  return { ok: done.status === 0 && at !== undefined, why: at === undefined ? 'no time-stamp token' : done.stderr };
}

/** openssl cms -verify with -attime genTime for signatures, openssl ts -verify for document timestamps; chains to our roots. */
export const openssl = {
  name: 'openssl',
  available: () => need('openssl', 'openssl'),
  judge(file, { anchors }) {
    const caFile = anchorsFile(anchors);
    const results = signaturesOf(readFileSync(file)).map((signature, index) => judgeOne(signature, index, caFile));
    const bad = results.find((result) => !result.ok);
    return { passed: results.length > 0 && !bad, detail: `${results.filter((r) => r.ok).length} of ${results.length} verified${bad ? `; ${bad.why.trim().split('\n').at(-1)}` : ''}` };
  },
};
