import type { Certificate } from '#pki/parse';
import type { CertificateCriteria } from './trusted-service.js';

/**
 * Whether a certificate meets the criteria of a Qualifications extension (TS 119 612 5.5.9.2.2). Undefined when that rests on a
 * criterion we do not read: then nobody may build on it.
 */
export function meetsCriteria(criteria: CertificateCriteria, certificate: Certificate): boolean | undefined {
  switch (criteria.kind) {
    case 'list':
      return combine(criteria.assert, criteria.members.map((member) => meetsCriteria(member, certificate)));
    case 'keyUsage':
      return criteria.bits.every(([name, set]) => hasKeyUsage(certificate, name) === set);
    case 'policies':
      return includesAll(certificate.known.policies?.map(({ oid }) => oid), criteria.oids);
    case 'extendedKeyUsage':
      return includesAll(certificate.known.extendedKeyUsage, criteria.oids);
    case 'subjectAttributes':
      return includesAll(certificate.subject.rdns.flatMap((rdn) => rdn.map(({ oid }) => oid)), criteria.oids);
    case 'unknown':
      return undefined;
  }
}

/** Three-valued: an unknown member matters only where the others do not settle it. */
function combine(assert: 'all' | 'atLeastOne' | 'none', members: readonly (boolean | undefined)[]): boolean | undefined {
  if (assert === 'all') return members.includes(false) ? false : members.includes(undefined) ? undefined : true;
  const any = members.includes(true) ? true : members.includes(undefined) ? undefined : false;
  return assert === 'atLeastOne' || any === undefined ? any : !any;
}

function includesAll(held: readonly string[] = [], wanted: readonly string[]): boolean {
  return wanted.every((oid) => held.includes(oid));
}

/** The list says nonRepudiation where RFC 5280 has since said contentCommitment. */
function hasKeyUsage(certificate: Certificate, name: string): boolean {
  const usages: ReadonlySet<string> = certificate.known.keyUsage ?? new Set<string>();
  return usages.has(name) || (name === 'nonRepudiation' && usages.has('contentCommitment'));
}
