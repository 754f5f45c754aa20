import { parseCertificate, parseCrl, parseOcspResponse, revocationStatus, verifyCrl, verifyOcspResponse, PkiError, parseSignedData, type Certificate } from '#pki/parse';
import { buildOcspRequest } from '#pki/build';
import { fetchBytes, type FetchLimits } from './fetch-bytes.js';

export interface RevocationAnswer {
  /** Full OCSPResponses, DER. */
  readonly ocspResponses: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** Of the responders, DER. */
  readonly certificates: readonly Uint8Array[];
  /** Why nothing was had from where, for logs. */
  readonly failures: readonly string[];
  /** There was an answer, and it was too old for the question. */
  readonly stale?: boolean;
}

export interface RevocationQuestion {
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  /** Evidence made before this does not count (PF-25). */
  readonly freshAfter?: Date;
  readonly at: Date;
}

/** Where evidence about a certificate comes from. Returns what is verified and fits; nothing when there is none. */
export interface RevocationSource {
  collect(question: RevocationQuestion): Promise<RevocationAnswer>;
}

export interface RevocationSourceOptions {
  readonly allowedHosts: readonly string[];
  /** Lists that the caller has (DER): looked at before anybody is asked. */
  readonly crls?: readonly Uint8Array[];
  readonly timeoutMilliseconds?: number;
  readonly maxBytes?: number;
}

type Evidence = Omit<RevocationAnswer, 'failures' | 'stale'>;

function limitsOf(options: RevocationSourceOptions): FetchLimits {
  return { allowedHosts: options.allowedHosts, timeoutMilliseconds: options.timeoutMilliseconds ?? 10_000, maxBytes: options.maxBytes ?? 20 * 1024 * 1024 };
}

/** OCSP first, CRL else, over HTTP, from the addresses in the certificate as far as their hosts are allowed. */
export function createRevocationSource(options: RevocationSourceOptions): RevocationSource {
  const limits = limitsOf(options);
  return {
    collect: async ({ certificate: der, issuer: issuerDer, freshAfter, at }) => {
      const [certificate, issuer] = [parseCertificate(der), parseCertificate(issuerDer)];
      const failures: string[] = [];
      let stale = false;
      const places: (readonly [string, () => Promise<Evidence>])[] = [
        ...(options.crls ?? []).map((crl, index) => [`list ${String(index + 1)} of the caller`, () => Promise.resolve(readCrl(crl, issuer))] as const),
        ...certificate.known.ocspUrls.map((url) => [url, () => askOcsp(url, certificate, issuer, limits)] as const),
        ...certificate.known.crlUrls.map((url) => [url, async () => readCrl(await fetchBytes(url, { method: 'GET' }, limits), issuer)] as const),
      ];
      for (const [place, ask] of places) {
        try {
          const evidence = await ask();
          const data = { ocsps: evidence.ocspResponses.map((each) => parseOcspResponse(each)), crls: evidence.crls.map((each) => parseCrl(each)) };
          if (revocationStatus(certificate, issuer, data, at, freshAfter).status !== 'unknown') return { ...evidence, failures };
          stale ||= revocationStatus(certificate, issuer, data, at).status !== 'unknown';
          failures.push(`${place}: not fresh enough`);
        } catch (error) {
          failures.push(`${place}: ${error instanceof Error ? error.message : 'failed'}`);
        }
      }
      return { ocspResponses: [], crls: [], certificates: [], failures, stale };
    },
  };
}

function readCrl(der: Uint8Array, issuer: Certificate): Evidence {
  if (!verifyCrl(parseCrl(der), issuer).valid) throw new Error('the list is not the issuer\'s');
  return { ocspResponses: [], crls: [der], certificates: [] };
}

async function askOcsp(url: string, certificate: Certificate, issuer: Certificate, limits: FetchLimits): Promise<Evidence> {
  const body = buildOcspRequest({ certificate, issuer });
  const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' };
  const der = await fetchBytes(url, { method: 'POST', headers, body }, limits);
  const response = parseOcspResponse(der);
  const check = verifyOcspResponse(response, { certificate, issuer });
  if (!check.valid || check.responder === undefined) throw new Error('the answer does not verify');
  const crls = check.responderNeedsRevocationData ? await listsAbout(check.responder, issuer, limits) : [];
  return { ocspResponses: [der], crls, certificates: [check.responder.der, ...response.certificates.map((one) => one.der)] };
}

/** PF-26: a responder that nobody exempts must itself be shown not to be revoked, by a list: its own word about itself proves nothing. */
async function listsAbout(responder: Certificate, issuer: Certificate, limits: FetchLimits): Promise<Uint8Array[]> {
  for (const url of responder.known.crlUrls) {
    const { crls } = readCrl(await fetchBytes(url, { method: 'GET' }, limits), issuer);
    if (crls.length > 0) return [...crls];
  }
  throw new Error('the responder is neither exempt from revocation nor named on any list');
}

/** DER certificates that may have issued one, and why no more could be had. */
export interface IssuerAnswer {
  readonly certificates: readonly Uint8Array[];
  readonly failures: readonly string[];
}

export type IssuerSource = (certificate: Certificate) => Promise<IssuerAnswer>;

/** Issuers from where a certificate says they are (RFC 5280 §4.2.2.1), as far as the hosts are allowed: a certificate, or CMS with certificates. */
export function createIssuerSource(options: RevocationSourceOptions): IssuerSource {
  const limits = { ...limitsOf(options), maxBytes: 1024 * 1024 };
  return async (certificate) => {
    const failures: string[] = [];
    for (const url of certificate.known.caIssuersUrls) {
      try {
        return { certificates: certificatesIn(await fetchBytes(url, { method: 'GET' }, limits)), failures };
      } catch (error) {
        failures.push(`${url}: ${error instanceof Error ? error.message : 'failed'}`);
      }
    }
    return { certificates: [], failures };
  };
}

function certificatesIn(der: Uint8Array): Uint8Array[] {
  try {
    return [parseCertificate(der).der];
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return parseSignedData(der).certificates.map((one) => one.der);
  }
}
