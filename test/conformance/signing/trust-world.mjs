// Whom the signing suite's signatures lead to: the demo trust service (time-stamps, one-time certificates), and a CA of its own whose people keep
// RSA and EC keys in PKCS #12 files, with a revocation list over HTTP that is made anew for every question. All on loopback, all gone afterwards.
import { createServer } from 'node:http';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../../scripts/set-up.mjs';
import { run } from '../judges/tools.mjs';

const lib = (name) => import(pathToFileURL(path.join(root, 'dist', 'libs', name, 'index.js')).href);
const day = 86_400_000;

async function listServer(makeList) {
  const server = createServer((_request, response) => {
    makeList().then((der) => response.setHeader('content-type', 'application/pkix-crl').end(Buffer.from(der)), (error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Writes the key and its certificate as openssl does, into a PKCS #12 file. */
function exportP12(folder, name, privateKey, certificates, options) {
  const pem = path.join(folder, `${name}.pem`);
  const file = path.join(folder, `${name}.p12`);
  writeFileSync(pem, privateKey.export({ type: 'pkcs8', format: 'pem' }) + certificates.join(''), { mode: 0o600 });
  const done = run('openssl', ['pkcs12', '-export', '-in', pem, '-passout', 'pass:hemlig', '-out', file, ...options]);
  rmSync(pem);
  if (done.status !== 0) throw new Error(`openssl pkcs12: ${done.stderr}`);
  return file;
}

/** Whose keys are in PKCS #12 files unless a suite has others. */
const usualPeople = [
  { name: 'Rut Sand', key: ['rsa', { modulusLength: 3072 }], options: ['-legacy'] },
  { name: 'Eva Kurt', key: ['ec', { namedCurve: 'P-384' }], options: [] },
];

/** @returns {Promise<{tsa: string, allow: string, anchors: string, p12: string[], issuing: string, passphrase: string, stop: () => Promise<void>}>} */
export async function startTrustWorld(folder, people = usualPeople) {
  rmSync(folder, { recursive: true, force: true });
  const anchors = path.join(folder, 'anchors');
  mkdirSync(anchors, { recursive: true });
  const { startDemoTrustService } = await lib('demo/src');
  const { createRoot } = await lib('issuance/src');
  const { buildCertificate, buildCrl, certificateExtension: extension, encodeName } = await lib('pki/src/build');
  const { keyIdentifierOf, Oid, subjectKeyIdentifierOf, toPem } = await lib('pki/src/parse');
  const now = Date.now();
  const life = { notBefore: new Date(now - day), notAfter: new Date(now + 365 * day) };
  const service = await startDemoTrustService({ folder: path.join(folder, 'trust'), clock: { now: () => new Date() } });
  const ca = await createRoot({ name: { country: 'SE', organization: 'Conformance', commonName: 'Conformance CA' }, ...life });
  const issuerKeyIdentifier = Buffer.from(subjectKeyIdentifierOf(ca.certificate), 'hex');
  const lists = await listServer(() => {
    const thisUpdate = new Date();
    return buildCrl({ issuer: ca.certificate.subject.der, issuerKeyIdentifier, thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + day), number: thisUpdate.getTime(), revoked: [] }, ca.signer);
  });
  const allow = `127.0.0.1:${lists.address().port}`;
  const p12 = [];
  for (const [index, { name, key, options }] of people.entries()) {
    const { privateKey, publicKey } = generateKeyPairSync(...key);
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    const der = await buildCertificate(
      {
        serialNumber: Buffer.concat([Buffer.from([0x40 + index]), randomBytes(8)]), issuer: ca.certificate.subject.der, subject: encodeName([{ oid: Oid.commonName, value: name }]), ...life, spki,
        extensions: [
          extension.keyUsage(['contentCommitment']), extension.subjectKeyIdentifier(spki), extension.authorityKeyIdentifier(keyIdentifierOf(ca.certificate.spki)),
          extension.crlDistributionPoints([`http://${allow}/ca.crl`]),
        ],
      },
      ca.signer,
    );
    p12.push(exportP12(folder, `person${index}`, privateKey, [toPem(der), toPem(ca.certificate.der)], options));
  }
  writeFileSync(path.join(anchors, 'demo-root.cer'), service.rootDer);
  writeFileSync(path.join(anchors, 'ca.cer'), ca.certificate.der);
  return {
    tsa: service.tsaUrl, allow, anchors, p12, issuing: service.issuingKeyFile, passphrase: service.issuingKeyPassphrase,
    stop: async () => {
      await service.stop();
      await new Promise((resolve) => lists.close(resolve));
    },
  };
}
