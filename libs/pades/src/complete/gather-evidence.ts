import { setTimeout } from 'node:timers/promises';
import { openPdf, signatureFields } from '#pdf/read';
import { buildPaths, isNamedBy, Oid, parseCertificate, parseCrl, parseOcspResponse, parseSignedData, parseTimeStampToken, revocationExemption, revocationStatus, singleValue, splitPadding, type Certificate, type SignerIdentifier } from '#pki/parse';
import type { RevocationAnswer, RevocationQuestion, RevocationSource } from '../network/revocation-source.js';
import { PadesError } from '../pades-error.js';

export interface ValidationData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

interface Found {
  /** Signers and time-stampers. */
  readonly leaves: Map<string, { certificate: Certificate; provenAt: Date | undefined; isAuthority: boolean }>;
  readonly others: Map<string, Certificate>;
}

/** Every certificate in the signatures and tokens of the file. */
function certificatesIn(head: Uint8Array): Found {
  const found: Found = { leaves: new Map(), others: new Map() };
  const remember = (certificates: readonly Certificate[]): void => certificates.forEach((one) => found.others.set(one.sha256, one));
  const addToken = (der: Uint8Array): Date => {
    const token = parseTimeStampToken(der);
    remember(token.signedData.certificates);
    const signer = token.signedData.signerInfos[0];
    const leaf = signer === undefined ? undefined : leafOf(token.signedData.certificates, signer.sid);
    const known = leaf === undefined ? undefined : found.leaves.get(leaf.sha256);
    // The newest token of an authority asks for the freshest evidence about it.
    if (leaf !== undefined) found.leaves.set(leaf.sha256, { certificate: leaf, provenAt: known?.provenAt !== undefined && known.provenAt > token.genTime ? known.provenAt : token.genTime, isAuthority: true });
    return token.genTime;
  };
  for (const { value } of signatureFields(openPdf(head).current)) {
    const contents = value?.get('Contents');
    const subFilter = value?.get('SubFilter');
    if (contents?.kind !== 'string') continue;
    const message = splitPadding(contents.bytes).message;
    if (subFilter?.kind === 'name' && subFilter.value === 'ETSI.RFC3161') {
      addToken(message);
      continue;
    }
    const signed = parseSignedData(message);
    remember(signed.certificates);
    for (const signer of signed.signerInfos) {
      const stamp = singleValue(signer.unsignedAttributes, Oid.signatureTimeStampToken);
      const provenAt = stamp === undefined ? undefined : addToken(stamp);
      const leaf = leafOf(signed.certificates, signer.sid);
      if (leaf !== undefined) found.leaves.set(leaf.sha256, { certificate: leaf, provenAt, isAuthority: false });
    }
  }
  return found;
}

function leafOf(certificates: readonly Certificate[], sid: SignerIdentifier): Certificate | undefined {
  return certificates.find((one) => isNamedBy(sid, one));
}

/**
 * Collects what a validator will need when nobody answers any more: all chains, and for each certificate that is neither an anchor nor exempt
 * (BLT-01) revocation evidence that is fresh for it (PF-25): end-entity evidence not older than the newest time it must speak for.
 * @throws PadesError `nothing-signed`, `chain-incomplete`, `revoked`, `revocation-unavailable`
 */
export async function gatherEvidence(head: Uint8Array, anchors: readonly Certificate[], source: RevocationSource, now: Date): Promise<ValidationData> {
  const found = certificatesIn(head);
  if (found.leaves.size === 0) throw new PadesError('nothing-signed', 'there is nothing to complete');
  const certificates = new Map<string, Uint8Array>();
  const crls = new Map<string, Uint8Array>();
  const ocspResponses = new Map<string, Uint8Array>();
  const asked = new Set<string>();
  for (const { certificate: leaf, provenAt } of found.leaves.values()) {
    const path = buildPaths(leaf, anchors, [...found.others.values()]).paths[0];
    if (path === undefined) throw new PadesError('chain-incomplete', 'a certificate does not lead to any of the anchors', { certificate: leaf.sha256 });
    for (const [index, certificate] of path.entries()) {
      certificates.set(certificate.sha256, certificate.der);
      const issuer = path[index + 1];
      if (issuer === undefined || asked.has(certificate.sha256) || revocationExemption(certificate) !== undefined) continue;
      asked.add(certificate.sha256);
      const answer = await collectFresh(source, { certificate: certificate.der, issuer: issuer.der, at: now, ...(index === 0 && provenAt !== undefined ? { freshAfter: provenAt } : {}) });
      if (answer.crls.length + answer.ocspResponses.length === 0) {
        throw new PadesError('revocation-unavailable', 'nobody says whether a certificate is revoked', { certificate: certificate.sha256, failures: answer.failures.join('; ').slice(0, 300) });
      }
      refuseRevoked(certificate, issuer, answer, now);
      answer.crls.forEach((der) => crls.set(key(der), der));
      answer.ocspResponses.forEach((der) => ocspResponses.set(key(der), der));
      answer.certificates.forEach((der) => certificates.set(parseCertificate(der).sha256, der));
    }
  }
  return { certificates: [...certificates.values()], crls: [...crls.values()], ocspResponses: [...ocspResponses.values()] };
}

/**
 * Evidence counts whole seconds, time-stamps may count less: what is made in the second of the stamp looks older than the stamp. Then the
 * source is asked once more in the next second.
 */
async function collectFresh(source: RevocationSource, question: RevocationQuestion): Promise<RevocationAnswer> {
  const first = await source.collect(question);
  if (question.freshAfter === undefined || first.crls.length + first.ocspResponses.length > 0) return first;
  await setTimeout(1_100);
  return source.collect({ ...question, at: new Date(question.at.getTime() + 1_100) });
}

/** A file must not be called complete on the word of somebody whose certificate was withdrawn. @throws PadesError `revoked` */
function refuseRevoked(certificate: Certificate, issuer: Certificate, answer: RevocationAnswer, now: Date): void {
  const data = { crls: answer.crls.map((der) => parseCrl(der)), ocsps: answer.ocspResponses.map((der) => parseOcspResponse(der)) };
  if (revocationStatus(certificate, issuer, data, now).status === 'revoked') throw new PadesError('revoked', 'a certificate of the signatures or time-stamps is revoked', { certificate: certificate.sha256 });
}

function key(der: Uint8Array): string {
  return Buffer.from(der).toString('base64');
}
