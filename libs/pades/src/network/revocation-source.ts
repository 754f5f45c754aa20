import { parseCertificate, parseCrl, parseOcspResponse, revocationStatus, verifyCrl, verifyOcspResponse, type Certificate } from '#pki/parse';
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

/** OCSP first, CRL else, over HTTP, from the addresses in the certificate as far as their hosts are allowed. */
export function createRevocationSource(options: { readonly allowedHosts: readonly string[]; readonly timeoutMilliseconds?: number; readonly maxBytes?: number }): RevocationSource {
  const limits: FetchLimits = { allowedHosts: options.allowedHosts, timeoutMilliseconds: options.timeoutMilliseconds ?? 10_000, maxBytes: options.maxBytes ?? 20 * 1024 * 1024 };
  return {
    collect: async ({ certificate: der, issuer: issuerDer, freshAfter, at }) => {
      const [certificate, issuer] = [parseCertificate(der), parseCertificate(issuerDer)];
      const failures: string[] = [];
      const usable = (data: Parameters<typeof revocationStatus>[2]): boolean => revocationStatus(certificate, issuer, data, at, freshAfter).status !== 'unknown';
      for (const url of certificate.known.ocspUrls) {
        try {
          const answer = await askOcsp(url, certificate, issuer, limits);
          if (usable({ ocsps: [parseOcspResponse(answer.der)], crls: [] })) return { ocspResponses: [answer.der], crls: [], certificates: answer.responders, failures };
          failures.push(`${url}: not fresh enough`);
        } catch (error) {
          failures.push(`${url}: ${error instanceof Error ? error.message : 'failed'}`);
        }
      }
      for (const url of certificate.known.crlUrls) {
        try {
          const crl = await fetchBytes(url, { method: 'GET' }, limits);
          if (!verifyCrl(parseCrl(crl), issuer).valid) throw new Error('the list is not the issuer\'s');
          if (usable({ ocsps: [], crls: [parseCrl(crl)] })) return { ocspResponses: [], crls: [crl], certificates: [], failures };
          failures.push(`${url}: not fresh enough`);
        } catch (error) {
          failures.push(`${url}: ${error instanceof Error ? error.message : 'failed'}`);
        }
      }
      return { ocspResponses: [], crls: [], certificates: [], failures };
    },
  };
}

async function askOcsp(url: string, certificate: Certificate, issuer: Certificate, limits: FetchLimits): Promise<{ der: Uint8Array; responders: Uint8Array[] }> {
  const body = buildOcspRequest({ certificate, issuer });
  const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' };
  const der = await fetchBytes(url, { method: 'POST', headers, body }, limits);
  const response = parseOcspResponse(der);
  if (!verifyOcspResponse(response, { certificate, issuer }).valid) throw new Error('the answer does not verify');
  return { der, responders: response.certificates.map((one) => one.der) };
}
