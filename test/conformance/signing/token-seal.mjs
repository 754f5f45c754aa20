// A body's seal whose key never leaves a token, through the whole product: SEAL_KEYS_FILE names it, the signer proves it at start, every file that is prepared
// is certified with it, and the completed file goes to all judges.
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../../scripts/set-up.mjs';
import { judgeAll, presentJudges } from '../judges/all.mjs';
import { startProduct } from './product.mjs';

const day = 86_400_000;
const lib = (name) => import(pathToFileURL(path.join(root, 'dist', 'libs', name, 'index.js')).href);

/** A CA for seals, whose revocation list is made anew for every question. */
async function sealAuthority() {
  const { createRoot } = await lib('issuance/src');
  const { buildCertificate, buildCrl, certificateExtension: extension, encodeName } = await lib('pki/src/build');
  const { keyIdentifierOf, Oid, subjectKeyIdentifierOf } = await lib('pki/src/parse');
  const now = Date.now();
  const ca = await createRoot({ name: { country: 'SE', organization: 'Conformance', commonName: 'Conformance seal CA' }, notBefore: new Date(now - 30 * day), notAfter: new Date(now + 3650 * day) });
  const list = () => {
    const thisUpdate = new Date();
    return buildCrl({ issuer: ca.certificate.subject.der, issuerKeyIdentifier: Buffer.from(subjectKeyIdentifierOf(ca.certificate), 'hex'), thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + day), number: thisUpdate.getTime(), revoked: [] }, ca.signer);
  };
  const server = createServer((_request, response) => {
    list().then((der) => response.setHeader('content-type', 'application/pkix-crl').end(Buffer.from(der)), (error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${server.address().port}`;
  const subject = encodeName([{ oid: Oid.countryName, value: 'SE' }, { oid: Oid.organizationName, value: 'Ängaryds kommun' }, { oid: '2.5.4.97', value: 'NTRSE-2120000001' }, { oid: Oid.commonName, value: 'Ängaryds kommun' }]);
  const issue = (spki, days) => buildCertificate(
    {
      serialNumber: Buffer.concat([Buffer.from([0x51]), randomBytes(8)]), issuer: ca.certificate.subject.der, subject, spki, notBefore: new Date(now - 10 * day), notAfter: new Date(now + days * day),
      extensions: [extension.keyUsage(['contentCommitment']), extension.subjectKeyIdentifier(spki), extension.authorityKeyIdentifier(keyIdentifierOf(ca.certificate.spki)), extension.crlDistributionPoints([`http://${host}/seals.crl`])],
    },
    ca.signer,
  );
  return { ca, host, issue, stop: () => new Promise((resolve) => server.close(resolve)) };
}

/** @param keyIn makes a key in the token: (name) => { address, spki } */
export async function sealThroughProduct(report, { folder, pin, keyIn }) {
  const { toPem } = await lib('pki/src/parse');
  const at = (name) => path.join(folder, name);
  mkdirSync(at('trust'), { recursive: true });
  const [own, other] = [keyIn('seal'), keyIn('seal-other')];
  const authority = await sealAuthority();
  const product = await startProduct(at('product'), [{ name: 'Bo Lind' }, { name: 'Anna Ek' }]);
  try {
    const put = (name, der) => writeFileSync(at(name), toPem(der));
    put('seal-ca.pem', authority.ca.certificate.der);
    put('seal.pem', await authority.issue(own.spki, 700));
    put('seal-ended.pem', await authority.issue(own.spki, -1));
    put('seal-of-other.pem', await authority.issue(other.spki, 700));
    const sealsFile = (certificates, more = {}) => {
      writeFileSync(at('seals.json'), JSON.stringify({ angaryd: { key: own.address, passphrase: pin, certificates, ...more } }), { mode: 0o600 });
      return { SEAL_KEYS_FILE: at('seals.json'), TRUST_SEAL_ANCHORS: at('seal-ca.pem'), REVOCATION_HOSTS: `${product.surroundings.environment('signer').REVOCATION_HOSTS},${authority.host}` };
    };
    for (const [what, code, certificates, more, env] of [
      ['a certificate that has ended', 'certificate-expired', 'seal-ended.pem'],
      ['a certificate of another key', 'key-does-not-match-certificate', 'seal-of-other.pem'],
      ['a mistyped path', 'certificate-file-missing', 'seel.pem'],
      ['a wrong PIN', 'wrong-passphrase', 'seal.pem', { passphrase: 'not the pin' }],
      ['a root that nobody trusts', 'certificate-not-trusted', 'seal.pem', {}, { TRUST_SEAL_ANCHORS: product.surroundings.environment('api').TRUST_SIGNATURE_ANCHORS }],
    ]) {
      const variables = { ...sealsFile(certificates, more), ...env };
      const ended = await product.start('signer', variables);
      const right = ended !== undefined && ended.code === 78 && ended.stderr.includes(`angaryd.`) && ended.stderr.includes(`${code}:`) && !ended.stderr.includes(pin);
      report.record(`token seal, signer at start: ${what}`, 'refused', right ? 'passed' : 'failed', (ended?.stderr ?? 'it started').trim().split('\n').at(-1).slice(0, 160));
    }
    const variables = sealsFile('seal.pem');
    const failed = [await product.start('signer', variables), await product.start('worker'), await product.start('api', { TRUST_SEAL_ANCHORS: at('seal-ca.pem') })].find((ended) => ended !== undefined);
    report.record('token seal: the product starts', 'product', failed === undefined ? 'passed' : 'failed', failed === undefined ? 'key proved at start' : failed.stderr.slice(-200));
    if (failed !== undefined) return;
    await oneCase(report, product, at, authority);
  } finally {
    await product.stop();
    await authority.stop();
  }
}

async function oneCase(report, product, at, { ca }) {
  const { desk } = product;
  const body = await desk.json('bodies', { slug: 'angaryd', displayName: 'Ängaryds kommun', defaultLanguage: 'sv', timeZone: 'Europe/Stockholm' });
  const { signedFile } = await product.runCase(body.id, {
    file: await product.sampleMinutes(), fileName: 'protokoll.pdf', title: 'Protokoll', registrationNumber: 'KS 7', authentication: 'openIdConnect',
    signatories: [{ name: 'Bo Lind', email: 'bo.lind@exempel.example', role: 'secretary', step: 1 }, { name: 'Anna Ek', email: 'anna.ek@exempel.example', role: 'chair', step: 2 }],
  });
  const form = new FormData();
  form.append('file', new Blob([readFileSync(signedFile)]), 'signed.pdf');
  const verdict = await (await fetch(`${desk.url}/api/v1/validations`, { method: 'POST', body: form })).json();
  const [seal] = verdict.signatures ?? [];
  const right = verdict.document?.status === 'valid' && verdict.document.complete === 'yes' && seal?.kind === 'seal' && seal.indication === 'TOTAL_PASSED' && verdict.signatures.length === 4;
  report.record('token seal: the completed file', 'own validator', right ? 'passed' : 'failed', `${verdict.document?.status}; ${(verdict.signatures ?? []).map(({ kind, indication }) => `${kind} ${indication}`).join(', ')}`);
  const { trust } = product.surroundings;
  for (const [name, der] of [['seal-ca', ca.certificate.der], ['root', trust.rootDer], ['tsa-root', trust.tsaRootDer]]) writeFileSync(at(`trust/${name}.cer`), der);
  judgeAll(report, presentJudges(report), [{ subject: 'token-seal/completed', file: signedFile, anchors: at('trust'), level: 'PAdES-BASELINE-LTA' }]);
}
