import { asArray, asDictionary, asStream, openPdf, type PdfDictionary, type PdfFile, type PdfView } from '#pdf/read';
import { buildPaths, parseCertificate, parseCrl, parseOcspResponse, PkiError, revocationEvidence, revocationExemption, verifyOcspResponse, wholeSecond, type Certificate, type Crl, type OcspResponse, type RevocationData } from '#pki/parse';
import { provenAt, signaturesOf, validationKey, type FileSignature } from '../complete/file-signatures.js';
import type { LintFinding } from './lint-signature.js';
import { viewBefore } from './view-before.js';

export interface EvidenceLintOptions {
  /** Fields whose signatures came with the file: nobody promised evidence about them. */
  readonly foreignFields?: readonly string[];
  /** `current`: the caller waived PF-25. */
  readonly freshness?: 'proven' | 'current';
}

interface Store {
  readonly certificates: readonly Certificate[];
  readonly data: RevocationData;
}

const relatedKeys = new Set(['Type', 'Cert', 'CRL', 'OCSP', 'TU', 'TS']);

/**
 * Lints what the security store says about the signatures of a whole file: BLT-01, BLT-04, BLT-06, BLT-07, BLT-08, BLTA-03, PF-25 to PF-27. Chains end
 * in whatever is self-signed: whom to trust is not a lint's business.
 * @throws PdfError, PkiError for a file or a signature that cannot be read
 */
export function lintEvidence(bytes: Uint8Array, options: EvidenceLintOptions = {}): LintFinding[] {
  return lintEvidenceOf(openPdf(bytes), options);
}

/**
 * As `lintEvidence`, for a file that need not be in memory.
 * @param since of what is not evidence itself, only what came behind this many bytes is judged: how others keep their stores is not ours to refuse
 */
export function lintEvidenceOf(document: PdfFile, options: EvidenceLintOptions, since = 0): LintFinding[] {
  const view = document.current;
  const findings: LintFinding[] = [];
  const signatures = signaturesOf(document);
  const store = asDictionary(view.get(view.catalog, 'DSS'));
  if (store === undefined) return findings;
  const held = readStore(view, store, findings);
  for (const signature of signatures) {
    if (options.foreignFields?.includes(signature.fieldName) === true) continue;
    const last = signature === signatures.at(-1) && signature.kind === 'document-timestamp';
    // What the last archive time-stamp needs is gathered before the next one (BLTA-03).
    if (!last) findings.push(...lintAbout(signature, signatures, held, options));
  }
  findings.push(...lintRelated(view, store, signatures, relatedBefore(document, since)), ...lintKept(document, since), ...lintExtensions(document, since));
  return findings;
}

function readStore(view: PdfView, store: PdfDictionary, findings: LintFinding[]): Store {
  const read = <Parsed>(key: string, parse: (der: Uint8Array) => Parsed, id: string): Parsed[] =>
    (asArray(view.get(store, key))?.items ?? []).flatMap((item) => {
      const stream = asStream(view.resolve(item));
      if (stream === undefined) return [];
      try {
        return [parse(view.streamData(stream))];
      } catch (error) {
        if (!(error instanceof PkiError)) throw error;
        findings.push({ id, fieldName: '', message: `/${key} holds what is no such object: ${error.code}` });
        return [];
      }
    });
  const certificates = read('Certs', (der) => parseCertificate(der), 'BLT-03');
  const crls: Crl[] = read('CRLs', (der) => parseCrl(der), 'BLT-04');
  const ocsps: OcspResponse[] = read('OCSPs', (der) => parseOcspResponse(der), 'BLT-04');
  return { certificates, data: { crls, ocsps } };
}

function lintAbout(signature: FileSignature, all: readonly FileSignature[], store: Store, options: EvidenceLintOptions): LintFinding[] {
  const findings: LintFinding[] = [];
  const pool = [...store.certificates, ...all.flatMap(({ signedData, tokens }) => [...(signedData?.certificates ?? []), ...tokens.flatMap(({ token }) => token.signedData.certificates)])];
  const anchors = pool.filter((one) => one.isSelfIssued);
  const about = (leaf: Certificate | undefined, at: Date | undefined, id: 'BLT-01' | 'PF-27' | 'BLTA-03'): void => {
    const report = (code: string, ok: boolean, message: string): void => {
      if (!ok) findings.push({ id: code, fieldName: signature.fieldName, message });
    };
    if (leaf === undefined) return report(id, false, 'the certificate that signed is nowhere in the file');
    const [path] = buildPaths(leaf, anchors, pool).paths;
    if (path === undefined) return report(id, false, 'the chain must be in the file');
    for (const [index, certificate] of path.entries()) {
      const issuer = path[index + 1];
      if (issuer === undefined || revocationExemption(certificate) !== undefined) continue;
      const evidence = revocationEvidence(certificate, issuer, store.data);
      report('PF-26', evidence.length > 0 || !isSpokenForByUnproven(certificate, issuer, store.data), 'an OCSP responder must be shown not to be revoked, or be exempt');
      report(id, evidence.length > 0, 'there must be revocation data about every certificate of the chain');
      const isFresh = index > 0 || at === undefined || evidence.some(({ thisUpdate }) => thisUpdate >= wholeSecond(at));
      report('PF-25', evidence.length === 0 || isFresh || options.freshness === 'current', 'revocation data about a signer may not be older than what proves the signature');
    }
  };
  if (signature.kind === 'signature') about(signature.signer, provenAt(signature, all), 'BLT-01');
  for (const { token, signer } of signature.tokens) about(signer, token.genTime, signature.kind === 'signature' ? 'PF-27' : 'BLTA-03');
  return findings;
}

/** There is an answer that verifies, and only the responder's own standing is open. */
function isSpokenForByUnproven(certificate: Certificate, issuer: Certificate, data: RevocationData): boolean {
  return data.ocsps.some((response) => {
    const check = verifyOcspResponse(response, { certificate, issuer });
    return check.valid && check.responderNeedsRevocationData;
  });
}

/** BLT-06: the keys are SHA-1 of the whole /Contents, in capitals, and the entries hold what Table 259 of ISO 32000-2 names. */
function lintRelated(view: PdfView, store: PdfDictionary, signatures: readonly FileSignature[], earlier: ReadonlySet<string>): LintFinding[] {
  const related = asDictionary(view.get(store, 'VRI'));
  if (related === undefined) return [];
  const wrong = (message: string): LintFinding => ({ id: 'BLT-06', fieldName: '', message });
  const known = new Set(signatures.flatMap(({ contents }) => validationKey(contents)));
  return [...related.entries.keys()].filter((key) => !earlier.has(key)).flatMap((key) => {
    if (!/^[0-9A-F]{40}$/.test(key)) return key === 'Type' ? [] : [wrong(`/VRI /${key} is no SHA-1 in capitals`)];
    const entry = asDictionary(view.get(related, key));
    if (entry === undefined) return [wrong(`/VRI /${key} must be a dictionary`)];
    const odd = [...entry.entries.keys()].filter((name) => !relatedKeys.has(name));
    const both = entry.get('TU') !== undefined && entry.get('TS') !== undefined;
    return [...(known.has(key) ? [] : [wrong(`/VRI /${key} speaks of no signature of the file`)]), ...odd.map((name) => wrong(`/VRI entries may not hold /${name}`)), ...(both ? [wrong('/TU or /TS, not both')] : [])];
  });
}

function relatedBefore(document: PdfFile, since: number): ReadonlySet<string> {
  const view = viewBefore(document, since);
  const store = asDictionary(view?.get(view.catalog, 'DSS'));
  return new Set(view === undefined || store === undefined ? [] : asDictionary(view.get(store, 'VRI'))?.entries.keys());
}

/** BLT-07: what an earlier revision's store held is still there, object by object. */
function lintKept(document: PdfFile, since: number): LintFinding[] {
  const findings: LintFinding[] = [];
  const now = storeNumbers(document.current);
  const last = document.revisions.filter(({ end }) => end <= since).at(-1)?.index ?? 0;
  for (const { index } of document.revisions.slice(last, -1)) {
    const view = document.at(index);
    for (const [place, number] of storeNumbers(view)) {
      if (now.get(place) !== number) findings.push({ id: 'BLT-07', fieldName: '', message: `what the store held at ${place} is no longer there` });
    }
  }
  return findings;
}

function storeNumbers(view: PdfView): Map<string, number> {
  const places = new Map<string, number>();
  const store = asDictionary(view.get(view.catalog, 'DSS'));
  if (store === undefined) return places;
  for (const key of ['Certs', 'OCSPs', 'CRLs']) {
    for (const item of asArray(view.get(store, key))?.items ?? []) if (item.kind === 'reference') places.set(`${key} ${String(item.objectNumber)}`, item.objectNumber);
  }
  const related = asDictionary(view.get(store, 'VRI'));
  for (const [key, item] of related?.entries ?? []) if (item.kind === 'reference') places.set(`VRI ${key}`, item.objectNumber);
  return places;
}

/** BLT-08: the Adobe and ETSI developer extensions belong into files of version 1.7 only; so none may have come with an update elsewhere. */
function lintExtensions(document: PdfFile, since: number): LintFinding[] {
  const extensionsOf = (view: PdfView): string[] => [...(asDictionary(view.get(view.catalog, 'Extensions'))?.entries.keys() ?? [])].filter((key) => key === 'ADBE' || key === 'ESIC');
  const before = new Set(extensionsOf(viewBefore(document, since) ?? document.at(0)));
  const added = extensionsOf(document.current).filter((key) => !before.has(key));
  return added.length === 0 || document.version === '1.7' ? [] : [{ id: 'BLT-08', fieldName: '', message: `/Extensions /${added[0] ?? ''} is for PDF 1.7 alone` }];
}
