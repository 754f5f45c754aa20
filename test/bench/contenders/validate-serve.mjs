// `node validate-serve.mjs NAME FILE ROOT COUNT`: a validator as a process of its own, asked as serve.mjs is. Programs (mutool, pdfsig) are started anew for each run.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [name, file, root, count] = process.argv.slice(2);
const bytes = readFileSync(file);

const programs = { mutool: ['mutool', ['sign', '-v', file]], pdfsig: ['pdfsig', ['-nocert', file]] };

/**
 * What no validator with these libraries can leave out: the pass, a key for each signatory (as we make them, which is the fastest way there is), each
 * signature value, each signatory's certificate, and the issuers. All else is prepared outside of what is timed.
 */
async function unavoidable() {
  const { openPdf, signatureFields } = await import('#pdf/read');
  const { parseCertificate, parseSignedData, splitPadding } = await import('#pki/parse');
  const anchor = parseCertificate(readFileSync(root));
  const messages = signatureFields(openPdf(bytes).current).map(({ value }) => parseSignedData(splitPadding(value.get('Contents').bytes).message));
  const jwkOf = (certificate) => ({ key: certificate.publicKey.export({ format: 'jwk' }), format: 'jwk' });
  const byIssuer = new Map();
  const signatures = messages.map(({ certificates, signerInfos: [signer] }) => {
    const leaf = certificates.find(({ serialNumber }) => serialNumber === signer.sid.serialNumber);
    const issuer = certificates.find((one) => one !== leaf && leaf.isSignedBy(one));
    byIssuer.set(issuer.sha256, { key: jwkOf(issuer), tbs: issuer.tbs, signature: issuer.signature });
    return { key: jwkOf(leaf), issuer: issuer.sha256, tbs: leaf.tbs, signature: leaf.signature, signed: signer.signedAttributesDer, value: signer.signature };
  });
  const hashOf = (certificate) => (certificate.signatureAlgorithm.oid === '1.2.840.10045.4.3.3' ? 'sha384' : 'sha256');
  const anchorHash = hashOf(messages[0].certificates.find((one) => one.isSignedBy(anchor)));
  return () => {
    createHash('sha256').update(bytes).digest();
    const top = createPublicKey({ key: Buffer.from(anchor.spki), format: 'der', type: 'spki' });
    const issuers = new Map([...byIssuer].map(([print, { key, tbs, signature }]) => [print, verify(anchorHash, tbs, top, signature) && createPublicKey(key)]));
    const isRight = signatures.every(({ key, issuer, tbs, signature, signed, value }) => verify('sha256', signed, createPublicKey(key), value) && verify('sha256', tbs, issuers.get(issuer), signature));
    if (!isRight) throw new Error('Error: the floor does not verify what it should');
  };
}

async function contender() {
  if (name.startsWith('floor: that')) return unavoidable();
  if (name in programs) {
    return () => {
      const done = spawnSync(...programs[name], { encoding: 'utf8', maxBuffer: 64 << 20 });
      if (done.error || done.stdout.length === 0) throw new Error(`${name} said nothing: ${done.error ?? done.stderr.slice(0, 100)}`);
    };
  }
  if (name.startsWith('floor')) return () => createHash('sha256').update(bytes).digest();
  const { validate, defaultPolicy } = await import('#validation');
  const trust = { signatureAnchors: [readFileSync(root)], sealAnchors: [], timestampAnchors: [] };
  const policy = { ...defaultPolicy, missingRevocation: 'accept' };
  return () => {
    const { document, signatures } = validate(bytes, trust, policy, new Date());
    const trusted = signatures.filter(({ indication, trust: { status }, changesAfter }) => indication === 'TOTAL_PASSED' && status === 'trusted' && changesAfter !== 'unknown');
    if (document.status !== 'valid' || trusted.length !== Number(count)) throw new Error(`Error: ${document.status}, ${trusted.length} of ${count}: ${document.reasons.join(', ')}`);
  };
}

const run = await contender();
for await (const line of createInterface({ input: process.stdin })) {
  const milliseconds = [];
  for (let left = Number(line); left > 0; left -= 1) {
    const started = performance.now();
    run();
    milliseconds.push(performance.now() - started);
  }
  process.stdout.write(`${JSON.stringify({ milliseconds })}\n`);
}
