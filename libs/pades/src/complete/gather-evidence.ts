import { setTimeout } from 'node:timers/promises';
import { nameToString, parseCrl, parseOcspResponse, revocationExemption, revocationStatus, type Certificate, type RevocationStatus } from '#pki/parse';
import type { RevocationAnswer, RevocationQuestion, RevocationSource } from '../network/revocation-source.js';
import { PadesError } from '../pades-error.js';
import { type ChainFinder } from './find-chain.js';
import { provenAt, validationKey, type FileSignature } from './file-signatures.js';
import { materialKey, type ValidationData, type ValidationMaterial } from './security-store.js';

export interface GatherRequest {
  readonly signatures: readonly FileSignature[];
  /** What the file's store holds already. */
  readonly stored: ValidationMaterial;
  readonly chains: ChainFinder;
  readonly source: RevocationSource;
  readonly now: Date;
  /** `proven` (PF-25): evidence about signers and time-stampers must be newer than what proves their signature; `current`: it need only be in force. */
  readonly freshness: 'proven' | 'current';
  /** Fields whose signatures came with the file: about them, what can be found; about all others, everything must be. */
  readonly foreignFields?: readonly string[];
}

/** A certificate that a chain starts from, and what time evidence about it must speak for. */
interface Leaf {
  readonly certificate: Certificate;
  readonly at: Date | undefined;
}

class Material implements ValidationMaterial {
  readonly certificates = new Map<string, Uint8Array>();
  readonly crls = new Map<string, Uint8Array>();
  readonly ocspResponses = new Map<string, Uint8Array>();

  add(other: { readonly certificates?: readonly Uint8Array[]; readonly crls?: readonly Uint8Array[]; readonly ocspResponses?: readonly Uint8Array[] }): this {
    for (const kind of ['certificates', 'crls', 'ocspResponses'] as const) for (const der of other[kind] ?? []) this[kind].set(materialKey(der), der);
    return this;
  }
}

/**
 * Collects what a validator will need when nobody answers any more: all chains, of signers and of time-stampers (PF-27), and for each certificate
 * that is neither an anchor nor exempt (BLT-01) revocation evidence. What the file's own store says rightly is not asked for again.
 * @throws PadesError `nothing-signed`, `chain-incomplete`, `revoked`, `revocation-unavailable`, `revocation-not-fresh`
 */
export async function gatherEvidence(request: GatherRequest): Promise<ValidationData> {
  const { signatures } = request;
  if (signatures.length === 0) throw new PadesError('nothing-signed', 'there is nothing to complete');
  const all = new Material();
  const bySignature = new Map<string, ValidationMaterial>();
  const collector = new Collector(request);
  for (const signature of signatures) {
    const own = new Material();
    const isForeign = request.foreignFields?.includes(signature.fieldName) ?? false;
    if (!isForeign) for (const leaf of leavesOf(signature, signatures)) own.add(await collector.about(leaf));
    else await addAsFarAsPossible(own, collector, signature, signatures);
    all.add({ certificates: [...own.certificates.values()], crls: [...own.crls.values()], ocspResponses: [...own.ocspResponses.values()] });
    bySignature.set(validationKey(signature.contents), own);
  }
  return { certificates: all.certificates, crls: all.crls, ocspResponses: all.ocspResponses, bySignature };
}

const notToBeHad = new Set(['chain-incomplete', 'revocation-unavailable', 'revocation-not-fresh', 'revoked', 'host-not-allowed']);

/** About a signature that came with the file, by an issuer that we may not know: its judgement stays as open as it was. */
async function addAsFarAsPossible(found: Material, collector: Collector, signature: FileSignature, all: readonly FileSignature[]): Promise<void> {
  try {
    for (const leaf of leavesOf(signature, all)) found.add(await collector.about(leaf));
  } catch (error) {
    if (!(error instanceof PadesError) || !notToBeHad.has(error.code)) throw error;
  }
}

function leavesOf(signature: FileSignature, all: readonly FileSignature[]): Leaf[] {
  const leaves = signature.tokens.map(({ token, signer }): Leaf => ({ certificate: required(signer, signature), at: token.genTime }));
  if (signature.kind === 'signature') leaves.unshift({ certificate: required(signature.signer, signature), at: provenAt(signature, all) });
  return leaves;
}

function required(certificate: Certificate | undefined, { fieldName }: FileSignature): Certificate {
  if (certificate === undefined) throw new PadesError('chain-incomplete', 'a signature or time-stamp does not hold the certificate it was made with', { field: fieldName });
  return certificate;
}

interface Answer {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

const nothing: Answer = { certificates: [], crls: [], ocspResponses: [] };

/** Asks about each certificate once for each time that matters. */
class Collector {
  private readonly answers = new Map<string, Answer>();

  constructor(private readonly request: GatherRequest) {}

  async about(leaf: Leaf): Promise<Answer> {
    const path = await this.request.chains.from(leaf.certificate);
    const found: Answer[] = [{ ...nothing, certificates: path.map(({ der }) => der) }];
    for (const [index, certificate] of path.entries()) {
      const issuer = path[index + 1];
      if (issuer === undefined || revocationExemption(certificate) !== undefined) continue;
      const freshAfter = index === 0 && this.request.freshness === 'proven' ? leaf.at : undefined;
      found.push(await this.once(certificate, issuer, leaf.at, freshAfter));
    }
    return { certificates: found.flatMap((each) => each.certificates), crls: found.flatMap((each) => each.crls), ocspResponses: found.flatMap((each) => each.ocspResponses) };
  }

  private async once(certificate: Certificate, issuer: Certificate, at: Date | undefined, freshAfter: Date | undefined): Promise<Answer> {
    // Evidence about a CA need only be in force: then one answer serves all who stand below it.
    const key = `${certificate.sha256} ${String(freshAfter?.getTime())}`;
    const known = this.answers.get(key);
    if (known !== undefined) {
      // Good for the signature that was asked for first says nothing of a later one: the CA may have been compromised between them.
      refuseRevoked(statusOf(certificate, issuer, known, at ?? this.request.now), certificate);
      return known;
    }
    const answer = fromStore(this.request.stored, certificate, issuer, at, freshAfter) ?? (await this.ask(certificate, issuer, at, freshAfter));
    this.answers.set(key, answer);
    return answer;
  }

  private async ask(certificate: Certificate, issuer: Certificate, at: Date | undefined, freshAfter: Date | undefined): Promise<Answer> {
    const { source, now } = this.request;
    const answer = await collectFresh(source, { certificate: certificate.der, issuer: issuer.der, at: now, ...(freshAfter === undefined ? {} : { freshAfter }) });
    if (answer.crls.length + answer.ocspResponses.length === 0) {
      const failures = answer.failures.join('; ').slice(0, 300) || 'the certificate names nobody to ask';
      if (answer.stale === true) throw new PadesError('revocation-not-fresh', 'what is said about a certificate is older than the time-stamp it must speak for', { certificate: nameToString(certificate.subject), failures });
      throw new PadesError('revocation-unavailable', 'nobody says whether a certificate is revoked', { certificate: nameToString(certificate.subject), failures });
    }
    refuseRevoked(statusOf(certificate, issuer, answer, at ?? now), certificate);
    return answer;
  }
}

/** What the store says for the time that matters, where it says enough. */
function fromStore(stored: ValidationMaterial, certificate: Certificate, issuer: Certificate, at: Date | undefined, freshAfter: Date | undefined): Answer | undefined {
  if (at === undefined) return undefined;
  const all = { ...nothing, crls: [...stored.crls.values()], ocspResponses: [...stored.ocspResponses.values()] };
  const status = statusOf(certificate, issuer, all, at, freshAfter);
  if (status.status === 'unknown' || status.status === 'exempt') return undefined;
  refuseRevoked(status, certificate);
  const { der, source, signer } = status.evidence;
  return { certificates: [signer.der], crls: source === 'crl' ? [der] : [], ocspResponses: source === 'ocsp' ? [der] : [] };
}

function statusOf(certificate: Certificate, issuer: Certificate, answer: Answer, at: Date, freshAfter?: Date): RevocationStatus {
  return revocationStatus(certificate, issuer, { crls: answer.crls.map((der) => parseCrl(der)), ocsps: answer.ocspResponses.map((der) => parseOcspResponse(der)) }, at, freshAfter);
}

/** Revoked when the signature was proved to exist, or before: then it proves nothing. @throws PadesError `revoked` */
function refuseRevoked({ status }: RevocationStatus, certificate: Certificate): void {
  if (status === 'revoked') throw new PadesError('revoked', 'a certificate of the signatures or time-stamps is revoked', { certificate: nameToString(certificate.subject) });
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

