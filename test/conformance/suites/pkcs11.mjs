// Keys in a PKCS #11 token (SoftHSM2): made there by the key ceremony's commands, certified by a root in another token, issuing a one-time
// certificate and sealing a file, everything judged by openssl and OpenSC. Nothing of ours says what is right here.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { root } from '../../../scripts/set-up.mjs';
import { need, run, work } from '../judges/tools.mjs';
import { sealThroughProduct } from '../signing/token-seal.mjs';

const folder = path.join(work, 'pkcs11');
const at = (name) => path.join(folder, name);
const libraries = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so', '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so', '/usr/lib64/libsofthsm2.so', '/opt/homebrew/lib/softhsm/libsofthsm2.so'];
const pin = randomBytes(6).toString('hex');

const address = (library, token, object) => `pkcs11:token=${token};object=${object}?module-path=${library}`;

function justera(...args) {
  const done = run(process.execPath, ['dist/apps/cli/src/main.js', ...args], { cwd: root });
  return { ok: done.status === 0, text: done.stdout + done.stderr, status: done.status };
}

/** A new token store for this run only. */
function makeTokens() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(at('tokens'), { recursive: true });
  writeFileSync(at('softhsm2.conf'), `directories.tokendir = ${at('tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env.SOFTHSM2_CONF = at('softhsm2.conf');
  writeFileSync(at('pin'), `${pin}\n`, { mode: 0o600 });
  return ['root', 'signer'].every((label) => run('softhsm2-util', ['--init-token', '--free', '--label', label, '--so-pin', randomBytes(6).toString('hex'), '--pin', pin]).status === 0);
}

/** The ceremony with the root in one token and the issuing key in another; `kind` of the issuing key. */
function ceremony(report, library, kind) {
  const name = `issuing-${kind}`;
  const judge = (what, outcome) => {
    report.record(`${name}: ${what}`, 'pkcs11', outcome.ok ? 'passed' : 'failed', outcome.text.trim().split('\n').at(-1).slice(0, 160));
    return outcome.ok;
  };
  const byRoot = ['--key', address(library, 'root', 'root'), '--passphrase-file', at('pin'), '--certificate', at('root.pem')];
  if (!existsSync(at('root.pem'))) {
    if (!judge('root key made in its token', justera('keys', 'root', ...byRoot.slice(0, 4), '--name', 'Conformance root', '-o', at('root.pem')))) return false;
    judge('first list by the root in its token', justera('keys', 'crl', ...byRoot, '--first', '-o', at('root.crl.pem')));
  }
  const request = justera('keys', 'request', '--key', address(library, 'signer', name), '--passphrase-file', at('pin'), '--kind', kind, '--name', name, '-o', at(`${name}.csr`));
  if (!judge('issuing key made in its token', request)) return false;
  const fingerprint = /key SHA-256 +([0-9a-f ]+)/.exec(request.text)?.[1] ?? '';
  return judge('certified by the root', justera('keys', 'certify', ...byRoot, '--request', at(`${name}.csr`), '--fingerprint', fingerprint, '--as', 'issuing', '-o', at(`${name}.pem`)));
}

function judgeByOpenssl(report, name) {
  const record = (what, done) => report.record(`${name}: ${what}`, 'openssl', done.status === 0 ? 'passed' : 'failed', (done.stdout + done.stderr).trim().split('\n').at(-1).slice(0, 160));
  record('request signed by its own key', run('openssl', ['req', '-in', at(`${name}.csr`), '-verify', '-noout']));
  record('certificate and list', run('openssl', ['verify', '-x509_strict', '-crl_check', '-CAfile', at('root.pem'), '-CRLfile', at('root.crl.pem'), at(`${name}.pem`)]));
}

/** One-time certificate by the CA in the token, used once; and a CMS signed by the token's own key, as a seal is. */
async function issueAndSign(report, library, name) {
  const { createOneTimeIdentity, openKey } = await import(path.join(root, 'dist/libs/issuance/src/index.js'));
  const { signCms } = await import(path.join(root, 'dist/libs/pki/src/build/index.js'));
  const { toPem } = await import(path.join(root, 'dist/libs/pki/src/parse/index.js'));
  const clock = { now: () => new Date() };
  const authority = await openKey(address(library, 'signer', name), pin, { certificateFile: at(`${name}.pem`) });
  const content = Buffer.from(`content of ${name}`);
  writeFileSync(at('content'), content);
  const contentDigest = createHash('sha256').update(content).digest();
  const subject = { givenName: 'Åsa', surname: 'Öberg', commonName: 'Åsa Öberg', serialNumber: 'p-1', authContext: { identityProvider: 'conformance', instant: new Date(), levelOfAssurance: 'substantial', reference: 'r' } };
  const identities = await Promise.all([1, 2, 3, 4].map(() => createOneTimeIdentity(authority, subject, clock)));
  for (const [index, identity] of identities.entries()) {
    const signed = await signCms({ contentDigest, certificates: [identity.certificate, ...identity.chain], signer: identity.signer });
    identity.dispose();
    writeFileSync(at('person.pem'), toPem(identity.certificate));
    writeFileSync(at('person.p7s'), signed);
    for (const [what, args] of [
      ['one-time certificate', ['verify', '-x509_strict', '-CAfile', at('root.pem'), '-untrusted', at(`${name}.pem`), at('person.pem')]],
      ['signature by the one-time key', ['cms', '-verify', '-binary', '-inform', 'DER', '-in', at('person.p7s'), '-content', at('content'), '-CAfile', at('root.pem'), '-purpose', 'any', '-out', '/dev/null']],
    ]) {
      const done = run('openssl', args);
      report.record(`${name}: ${what} ${index + 1} of 4 asked for at once`, 'openssl', done.status === 0 ? 'passed' : 'failed', (done.stdout + done.stderr).trim().split('\n').at(-1).slice(0, 160));
    }
  }
  const seal = await signCms({ contentDigest: createHash(authority.signer.algorithm.split('-').at(-1)).update(content).digest(), certificates: [authority.certificate], signer: authority.signer });
  writeFileSync(at('seal.p7s'), seal);
  const verify = (file) => run('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', '-in', at('seal.p7s'), '-content', at(file), '-CAfile', at('root.pem'), '-purpose', 'any', '-out', '/dev/null']);
  const good = verify('content');
  report.record(`${name}: CMS signed in the token`, 'openssl', good.status === 0 ? 'passed' : 'failed', good.stderr.trim().split('\n').at(-1));
  writeFileSync(at('tampered'), Buffer.concat([content, Buffer.from('.')]));
  report.record(`${name}: the same over changed content`, 'openssl', verify('tampered').status === 0 ? 'failed' : 'passed', 'refused, as it must be');
  authority.close();
}

/** OpenSC's view: the private keys are there, sensitive and never extractable, and there is nothing secret in our files. */
function judgeByOpenSc(report, library) {
  if (!need('pkcs11-tool', 'opensc')) return report.notRun('keys stay in the token', 'opensc', 'pkcs11-tool cannot be had');
  for (const token of ['root', 'signer']) {
    const seen = run('pkcs11-tool', ['--module', library, '--token-label', token, '--login', '--pin', pin, '--list-objects', '--type', 'privkey']).stdout;
    const access = [...seen.matchAll(/Access:\s+(.*)/g)].map(([, words]) => words);
    const good = access.length > 0 && access.every((words) => /always sensitive/.test(words) && /never extractable/.test(words));
    report.record(`${token}: private keys never extractable`, 'opensc', good ? 'passed' : 'failed', access.join(' | ') || 'no private key found');
  }
}

/** Codes for what goes wrong, by real tokens and not by our own fake. */
function refusals(report, library) {
  writeFileSync(at('wrong.pin'), 'not the pin');
  const crl = (...more) => justera('keys', 'crl', '--certificate', at('root.pem'), '--first', '-o', at('never.crl'), ...more);
  for (const [what, code, done] of [
    ['a wrong PIN', 'wrong-passphrase', crl('--key', address(library, 'root', 'root'), '--passphrase-file', at('wrong.pin'))],
    ['another token', 'key-store-unavailable', crl('--key', address(library, 'nobody', 'root'), '--passphrase-file', at('pin'))],
    ['another key', 'no-key-in-file', crl('--key', address(library, 'root', 'nobody'), '--passphrase-file', at('pin'))],
    ['another library', 'key-store-unavailable', crl('--key', address('/nowhere.so', 'root', 'root'), '--passphrase-file', at('pin'))],
    ['a certificate of another key', 'key-does-not-match-certificate', justera('keys', 'crl', '--key', address(library, 'root', 'root'), '--passphrase-file', at('pin'), '--certificate', at('issuing-P-256.pem'), '--first', '-o', at('never.crl'))],
    ['a second key of the same name', 'key-file-exists', justera('keys', 'root', '--key', address(library, 'root', 'root'), '--passphrase-file', at('pin'), '--name', 'x', '-o', at('never.pem'))],
  ]) {
    const refused = done.status !== 0 && done.text.includes(`${code}:`) && !existsSync(at('never.crl')) && !existsSync(at('never.pem'));
    report.record(`refused: ${what}`, 'pkcs11', refused ? 'passed' : 'failed', done.text.trim().split('\n').at(-1).slice(0, 160));
  }
}

/** Keys for seals in the same token, and then the product with them. */
async function seal(report, library) {
  const { readCertificationRequest } = await import(path.join(root, 'dist/libs/issuance/src/index.js'));
  const keyIn = (name) => {
    const made = justera('keys', 'request', '--key', address(library, 'signer', name), '--passphrase-file', at('pin'), '--kind', 'P-256', '--name', name, '-o', at(`${name}.csr`));
    if (!made.ok) throw new Error(made.text);
    return { address: address(library, 'signer', name), spki: readCertificationRequest(readFileSync(at(`${name}.csr`))).spki };
  };
  await sealThroughProduct(report, { folder: at('seal'), pin, keyIn });
}

async function suite(report) {
  if (!need('softhsm2-util', 'softhsm2')) return report.notRun('keys in a token', 'softhsm2', 'SoftHSM2 cannot be had');
  const library = libraries.find((file) => existsSync(file));
  if (library === undefined) return report.notRun('keys in a token', 'softhsm2', 'the library of SoftHSM2 is in none of the usual places');
  if (!existsSync(path.join(root, 'node_modules', 'pkcs11js'))) return report.notRun('keys in a token', 'softhsm2', 'the optional package pkcs11js is not installed (no compiler?)');
  if (!makeTokens()) return report.notRun('keys in a token', 'softhsm2', 'no token could be made');
  for (const kind of ['P-256', 'P-384', 'RSA-3072']) {
    if (!ceremony(report, library, kind)) continue;
    judgeByOpenssl(report, `issuing-${kind}`);
    await issueAndSign(report, library, `issuing-${kind}`);
  }
  judgeByOpenSc(report, library);
  refusals(report, library);
  await seal(report, library);
  const secret = ['root.pem', 'issuing-P-256.pem', 'issuing-P-256.csr'].some((name) => readFileSync(at(name), 'utf8').includes('PRIVATE KEY'));
  report.record('no private key in any file', 'pkcs11', secret ? 'failed' : 'passed', 'certificates, requests and lists only');
}

export { suite as run };
