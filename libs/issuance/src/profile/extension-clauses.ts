import { keyIdentifierOf, Oid, subjectKeyIdentifierOf, type Certificate } from '#pki/parse';
import { authContextXml, readAuthContexts, SACI } from './auth-context.js';
import { OLDEST_AUTHENTICATION_MILLISECONDS } from './limits.js';
import type { Clause } from './lint-context.js';

const allowed: ReadonlySet<string> = new Set([
  Oid.keyUsage, Oid.certificatePolicies, Oid.subjectKeyIdentifier, Oid.authorityKeyIdentifier, Oid.noRevAvail,
  Oid.validityAssuredShortTerm, Oid.authContext, Oid.authorityInfoAccess,
]);

/** A NULL extension that is there and not critical. */
function isFlagged(certificate: Certificate, oid: string, read: boolean): boolean {
  return read && certificate.extension(oid)?.critical === false;
}

/** CP-13 … CP-24: the extensions. */
export const extensionClauses: readonly Clause[] = [
  {
    id: 'CP-13',
    check: ({ certificate }) => {
      const usage = certificate.known.keyUsage;
      const alone = usage?.size === 1 && usage.has('contentCommitment');
      return alone && certificate.extension(Oid.keyUsage)?.critical === true ? undefined : 'key usage';
    },
  },
  { id: 'CP-14', check: ({ certificate }) => (certificate.extension(Oid.extKeyUsage) === undefined ? undefined : 'extended key usage') },
  { id: 'CP-15', check: ({ certificate }) => (certificate.extension(Oid.basicConstraints) === undefined ? undefined : 'basic constraints') },
  {
    id: 'CP-16',
    check: ({ certificate }) =>
      isFlagged(certificate, Oid.validityAssuredShortTerm, certificate.known.isValidityAssuredShortTerm) ? undefined : 'missing or critical',
  },
  {
    id: 'CP-17',
    check: ({ certificate }) => (isFlagged(certificate, Oid.noRevAvail, certificate.known.hasNoRevAvail) ? undefined : 'missing or critical'),
  },
  {
    id: 'CP-18',
    check: ({ certificate }) => {
      const pointers = [Oid.cRLDistributionPoints, Oid.freshestCRL].filter((oid) => certificate.extension(oid) !== undefined);
      return pointers.length > 0 || certificate.known.ocspUrls.length > 0 ? 'points at revocation data' : undefined;
    },
  },
  {
    id: 'CP-19',
    check: ({ certificate }) =>
      certificate.known.subjectKeyIdentifier === Buffer.from(keyIdentifierOf(certificate.spki)).toString('hex') ? undefined : 'SKI',
  },
  {
    id: 'CP-20',
    check: ({ certificate, issuer }) =>
      certificate.known.authorityKeyIdentifier?.keyIdentifier === subjectKeyIdentifierOf(issuer) ? undefined : 'AKI',
  },
  {
    id: 'CP-21',
    check: ({ certificate, policyOid }) => {
      const [policy, other] = certificate.known.policies ?? [];
      const right = policy?.oid === policyOid && !policy.hasQualifiers && other === undefined && policyOid !== Oid.anyPolicy;
      return right ? undefined : 'policy';
    },
  },
  {
    id: 'CP-22',
    check: ({ certificate, subject, issuedAt }) => {
      const [context, other] = readAuthContexts(certificate) ?? [];
      const asAsked = context?.type === SACI && context.information === authContextXml(subject.authContext) && other === undefined;
      const age = issuedAt.getTime() - subject.authContext.instant.getTime();
      const recent = age >= -60_000 && age <= OLDEST_AUTHENTICATION_MILLISECONDS;
      const complete = subject.authContext.identityProvider !== '' && subject.authContext.reference !== '';
      const notCritical = certificate.extension(Oid.authContext)?.critical === false;
      return asAsked && recent && complete && notCritical ? undefined : 'authentication context';
    },
  },
  {
    id: 'CP-23',
    check: ({ certificate }) => {
      const strange = certificate.extensions.filter(({ oid, critical }) => !allowed.has(oid) || (critical && oid !== Oid.keyUsage));
      return strange.length > 0 ? strange.map(({ oid }) => oid).join(' ') : undefined;
    },
  },
  {
    id: 'CP-24',
    check: ({ certificate }) =>
      certificate.known.caIssuersUrls.every((url) => /^https?:\/\/[!-~]+$/.test(url)) ? undefined : 'caIssuers address',
  },
];
