import { PkiError } from '../pki-error.js';
import { Oid } from '../oids.js';
import { CertificateError } from './certificate-error.js';
import {
  readInhibitAnyPolicy, readNameConstraints, readPolicyConstraints, readPolicyMappings,
  type NameConstraints, type PolicyConstraints, type PolicyMapping,
} from './constraints.js';
import type { DistributionPoint } from './distribution-point.js';
import {
  readAuthorityInformation, readAuthorityKeyIdentifier, readBasicConstraints, readExtendedKeyUsage, readFlag, readKeyUsage,
  readPoints, readPolicies, readSubjectKeyIdentifier,
  type AuthorityKeyIdentifier, type BasicConstraints, type Extension, type KeyUsage, type PolicyInformation,
} from './extensions.js';
import { urisOf } from './general-name.js';

/** The extensions this library reads. A missing extension is undefined, false or an empty list. */
export interface KnownExtensions {
  readonly basicConstraints?: BasicConstraints;
  readonly keyUsage?: ReadonlySet<KeyUsage>;
  readonly extendedKeyUsage?: readonly string[];
  /** Lower-case hex. */
  readonly subjectKeyIdentifier?: string;
  readonly authorityKeyIdentifier?: AuthorityKeyIdentifier;
  readonly policies?: readonly PolicyInformation[];
  readonly nameConstraints?: NameConstraints;
  readonly policyConstraints?: PolicyConstraints;
  readonly policyMappings?: readonly PolicyMapping[];
  /** Skip count of inhibitAnyPolicy. */
  readonly inhibitAnyPolicy?: number;
  readonly crlDistributionPoints: readonly DistributionPoint[];
  /** The URLs inside crlDistributionPoints. */
  readonly crlUrls: readonly string[];
  readonly ocspUrls: readonly string[];
  readonly caIssuersUrls: readonly string[];
  /** RFC 9608 §2. */
  readonly hasNoRevAvail: boolean;
  /** EN 319 412-1 §5.2.2. */
  readonly isValidityAssuredShortTerm: boolean;
  /** RFC 6960 §4.2.2.2.1. */
  readonly hasOcspNoCheck: boolean;
}

type Writable = { -readonly [Name in keyof KnownExtensions]: KnownExtensions[Name] };

const readers: Readonly<Record<string, (into: Writable, value: Uint8Array) => void>> = {
  [Oid.basicConstraints]: (into, value) => { into.basicConstraints = readBasicConstraints(value); },
  [Oid.keyUsage]: (into, value) => { into.keyUsage = readKeyUsage(value); },
  [Oid.extKeyUsage]: (into, value) => { into.extendedKeyUsage = readExtendedKeyUsage(value); },
  [Oid.subjectKeyIdentifier]: (into, value) => { into.subjectKeyIdentifier = readSubjectKeyIdentifier(value); },
  [Oid.authorityKeyIdentifier]: (into, value) => { into.authorityKeyIdentifier = readAuthorityKeyIdentifier(value); },
  [Oid.certificatePolicies]: (into, value) => { into.policies = readPolicies(value); },
  [Oid.nameConstraints]: (into, value) => { into.nameConstraints = readNameConstraints(value); },
  [Oid.policyConstraints]: (into, value) => { into.policyConstraints = readPolicyConstraints(value); },
  [Oid.policyMappings]: (into, value) => { into.policyMappings = readPolicyMappings(value); },
  [Oid.inhibitAnyPolicy]: (into, value) => { into.inhibitAnyPolicy = readInhibitAnyPolicy(value); },
  [Oid.cRLDistributionPoints]: (into, value) => {
    into.crlDistributionPoints = readPoints(value);
    into.crlUrls = into.crlDistributionPoints.flatMap((point) => urisOf(point.fullName));
  },
  [Oid.authorityInfoAccess]: (into, value) => { Object.assign(into, readAuthorityInformation(value)); },
  [Oid.noRevAvail]: (into, value) => { into.hasNoRevAvail = readFlag(value); },
  [Oid.validityAssuredShortTerm]: (into, value) => { into.isValidityAssuredShortTerm = readFlag(value); },
  [Oid.ocspNoCheck]: (into, value) => { into.hasOcspNoCheck = readFlag(value); },
};

/**
 * Reads what is known out of the extensions.
 *
 * @throws CertificateError `duplicate-extension` (RFC 5280 §4.2: at most one instance) or `bad-extension`
 */
export function readKnownExtensions(extensions: readonly Extension[]): KnownExtensions {
  const found: Writable = {
    crlDistributionPoints: [], crlUrls: [], ocspUrls: [], caIssuersUrls: [],
    hasNoRevAvail: false, isValidityAssuredShortTerm: false, hasOcspNoCheck: false,
  };
  const seen = new Set<string>();
  for (const { oid, value } of extensions) {
    if (seen.has(oid)) throw new CertificateError('duplicate-extension', oid);
    seen.add(oid);
    const read = Object.hasOwn(readers, oid) ? readers[oid] : undefined;
    if (read === undefined) continue;
    try {
      read(found, value);
    } catch (error) {
      if (error instanceof PkiError) throw new CertificateError('bad-extension', `${oid} ${error.message}`);
      throw error;
    }
  }
  return found;
}
