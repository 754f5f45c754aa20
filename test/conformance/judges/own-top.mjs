// Judges a signed file with nothing but what it carries: the top certificates of its own chains are the anchors, and the time is the latest that the
// file itself knows (a timestamp, else a claimed signing time). Says nothing about who they are; it tells our faults from the world's.
import { readFileSync } from 'node:fs';

const { openPdf } = await import('#pdf/read');
const { buildPaths, parseCertificate, parseSignedData, parseTimeStampToken, attributesOf, Oid, splitPadding, CertificatePool } = await import('#pki/parse');
const { validate, defaultPolicy } = await import('#validation');

/** Verdicts under the default policy, and under one that accepts missing revocation data: these files carry little, and nothing is fetched here. */
export async function judgeByItsOwnTop(file) {
  const bytes = readFileSync(file);
  const { certificates, leaves, times } = gather(bytes);
  const pool = new CertificatePool(certificates);
  const tops = [...new Map(leaves.map((leaf) => {
    const top = buildPaths(leaf, [], pool).longest.at(-1);
    return [top.sha256, top.der];
  })).values()];
  const nobody = { signatureAnchors: [], sealAnchors: [], timestampAnchors: [] };
  const claimed = validate(bytes, nobody, defaultPolicy, new Date(0)).signatures.flatMap(({ claimedSigningTime }) => (claimedSigningTime === null ? [] : [new Date(claimedSigningTime)]));
  const at = new Date(Math.max(...[...times, ...claimed].map((time) => time.getTime())));
  const trust = { signatureAnchors: tops, sealAnchors: tops, timestampAnchors: tops };
  const verdict = (policy) => summary(validate(bytes, trust, policy, at));
  return { at: at.toISOString(), strict: verdict(defaultPolicy), lenient: verdict({ ...defaultPolicy, name: 'missing-revocation-accepted', missingRevocation: 'accept' }) };
}

/** The status, and what moved it with the clause it rests on; notes move nothing. */
function summary({ document, signatures }) {
  const findings = [...document.findings, ...signatures.flatMap((one) => one.findings)].filter(({ weight }) => weight !== 'note');
  const reasons = [...new Set(findings.map(({ code, subIndication, clause }) => `${code} (${[subIndication, clause].filter(Boolean).join(', ')})`))].sort();
  return { status: document.status, reasons, isExplained: document.status === 'valid' || (reasons.length > 0 && findings.every(({ clause }) => clause !== undefined)) };
}

function gather(bytes) {
  const found = { certificates: [], leaves: [], times: [] };
  for (const [, hex] of bytes.toString('latin1').matchAll(/\/Contents\s*<([0-9A-Fa-f\s]+)>/g)) {
    try {
      read(splitPadding(Buffer.from(hex.replace(/\s/g, ''), 'hex')).message, found);
    } catch {
      // Not every hexadecimal /Contents is a signature; the validator has its own say on those that should be.
    }
  }
  for (const der of storedCertificates(bytes)) found.certificates.push(der);
  return found;
}

function read(der, found) {
  const data = parseSignedData(der);
  found.certificates.push(...data.certificates);
  if (data.eContentType === Oid.tstInfo) found.times.push(parseTimeStampToken(der).genTime);
  for (const signer of data.signerInfos) {
    const leaf = data.certificates.find((one) => signer.sid.serialNumber === one.serialNumber || signer.sid.keyIdentifier === one.known.subjectKeyIdentifier);
    if (leaf !== undefined) found.leaves.push(leaf);
    for (const { values } of attributesOf(signer.unsignedAttributes, Oid.signatureTimeStampToken)) for (const value of values) read(value, found);
  }
}

function storedCertificates(bytes) {
  const { current } = openPdf(bytes);
  const store = current.get(current.catalog, 'DSS');
  const list = store?.kind === 'dictionary' ? current.get(store, 'Certs') : undefined;
  if (list?.kind !== 'array') return [];
  return list.items.flatMap((item) => {
    const stream = current.resolve(item);
    return stream?.kind === 'stream' ? [parseCertificate(current.streamData(stream, 1 << 20))] : [];
  });
}
