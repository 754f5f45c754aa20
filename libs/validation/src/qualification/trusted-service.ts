/** A trust service of a verified trusted list (TS 119 612 5.5), as data. Who verified the list answers for it. */
export interface TrustedService {
  /** Service type URI of the newest period, e.g. `http://uri.etsi.org/TrstSvc/Svctype/CA/QC`. */
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly list: TrustedListReference;
  /** The service's digital identity, DER. */
  readonly certificates: readonly Uint8Array[];
  /** Newest first, without gaps. */
  readonly periods: readonly ServicePeriod[];
}

export interface TrustedListReference {
  /** Two letters, as the list says (`EL`, `UK`). */
  readonly territory: string;
  readonly sequenceNumber: number;
  /** ISO 8601. */
  readonly issuedAt: string;
  /** ISO 8601; null for a closed list. Past it the list vouches for nobody (TS 119 612 5.3.15). */
  readonly nextUpdate: string | null;
}

/** A trusted list that was used, and where it was had from. */
export interface TrustedListUse extends TrustedListReference {
  /** File name or address. */
  readonly source: string;
  /** `kept`: a copy that was fetched a short while ago; `stale`: an older copy, since no newer one could be had. */
  readonly state: 'file' | 'fetched' | 'kept' | 'stale';
  /** When it was fetched, ISO 8601; null for a file. */
  readonly fetchedAt: string | null;
}

/** One status of a service, from a time until the next one. */
export interface ServicePeriod {
  readonly type: string;
  /** Service status URI. */
  readonly status: string;
  /** ISO 8601; null for a status that still holds. */
  readonly since: string;
  readonly until: string | null;
  /** URIs of additionalServiceInformation: `…/SvcInfoExt/ForeSignatures` and its like. */
  readonly additionalInformation: readonly string[];
  readonly qualifications: readonly QualificationElement[];
}

/** Qualifiers and the certificates that they concern (TS 119 612 5.5.9.2). */
export interface QualificationElement {
  readonly qualifiers: readonly string[];
  readonly criteria: CertificateCriteria;
}

export type CertificateCriteria =
  | { readonly kind: 'list'; readonly assert: 'all' | 'atLeastOne' | 'none'; readonly members: readonly CertificateCriteria[] }
  | { readonly kind: 'keyUsage'; readonly bits: readonly (readonly [name: string, set: boolean])[] }
  | { readonly kind: 'policies'; readonly oids: readonly string[] }
  | { readonly kind: 'extendedKeyUsage'; readonly oids: readonly string[] }
  | { readonly kind: 'subjectAttributes'; readonly oids: readonly string[] }
  /** Something we do not read: matches nothing, and says so. */
  | { readonly kind: 'unknown' };
