import { bitString, certificateExtension, encodeName, encodeTbsCertificate, sequence, signatureIdentifier } from '#pki/build';
import { Oid, parseCertificate, PkiError, subjectKeyIdentifierOf, type Certificate } from '#pki/parse';
import { requireFit, type IssuingAuthority } from '../authority/issuing-authority.js';
import { IssuanceError } from '../issuance-error.js';
import { authContextExtension } from '../profile/auth-context.js';
import type { CertificateSubject } from '../profile/certificate-subject.js';
import { BACKDATING_MILLISECONDS, USUAL_LIFE_MILLISECONDS } from '../profile/limits.js';
import { lintCertificate } from '../profile/lint.js';
import { IssuanceToken } from './issuance-token.js';

/** Everything that decides what the certificate will say. */
export interface IssuanceRequest {
  readonly authority: IssuingAuthority;
  readonly subject: CertificateSubject;
  /** DER SubjectPublicKeyInfo of the one-time key. */
  readonly spki: Uint8Array;
  readonly issuedAt: Date;
  /** 16 random octets. */
  readonly serialNumber: Uint8Array;
  /** Policy OID of the body's arc. */
  readonly policyOid: string;
  readonly lifetimeMilliseconds?: number;
  /** Where the issuing CA's certificate can be fetched. */
  readonly caIssuersUrls?: readonly string[];
  readonly allowPersonalNumber?: boolean;
}

/**
 * Writes the certificate to be signed, lints it clause by clause, and gives a token that lets exactly these bytes be
 * signed once. Nothing is signed with the CA's key here.
 *
 * @throws IssuanceError `profile-violated` (details.clauses), `authority-unfit`
 */
export function prepareIssuance(request: IssuanceRequest): IssuanceToken {
  const { authority } = request;
  requireFit(authority, request.issuedAt);
  const certificate = asCertificate(encode(request), authority);
  const findings = lintCertificate({
    certificate,
    issuer: authority.certificate,
    subject: request.subject,
    issuedAt: request.issuedAt,
    policyOid: request.policyOid,
    allowPersonalNumber: request.allowPersonalNumber ?? false,
  });
  if (findings.length > 0) {
    throw new IssuanceError('profile-violated', 'The certificate would break the certificate profile.', {
      details: { clauses: findings.map(({ clause }) => clause) },
    });
  }
  return new IssuanceToken(certificate, authority.certificate.sha256);
}

function encode(request: IssuanceRequest): Uint8Array {
  const { authority, subject, issuedAt } = request;
  const second = Math.floor(issuedAt.getTime() / 1000) * 1000;
  const notBefore = new Date(second - BACKDATING_MILLISECONDS);
  try {
    return encodeTbsCertificate(
      {
        serialNumber: withFixedLength(request.serialNumber),
        issuer: authority.certificate.subject.der,
        subject: encodeSubject(subject),
        notBefore,
        notAfter: new Date(second + (request.lifetimeMilliseconds ?? USUAL_LIFE_MILLISECONDS)),
        spki: request.spki,
        extensions: extensionsOf(request),
      },
      authority.signer.algorithm,
    );
  } catch (error) {
    // A name outside PrintableString, an impossible time: the profile's business, not a crash.
    if (error instanceof PkiError) {
      throw new IssuanceError('profile-violated', 'The certificate cannot be written.', { details: { clauses: [error.code] }, cause: error });
    }
    throw error;
  }
}

/** The second highest bit set and the highest clear: positive, and as long as every other (CP-02). */
function withFixedLength(random: Uint8Array): Uint8Array {
  const serial = new Uint8Array(random);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

function encodeSubject(subject: CertificateSubject): Uint8Array {
  return encodeName([
    ...(subject.country === undefined ? [] : [{ oid: Oid.countryName, value: subject.country }]),
    { oid: Oid.givenName, value: subject.givenName },
    { oid: Oid.surname, value: subject.surname },
    { oid: Oid.commonName, value: subject.commonName },
    { oid: Oid.serialNumber, value: subject.serialNumber },
  ]);
}

const keyUsage = certificateExtension.keyUsage(['contentCommitment']);
const noRevAvail = certificateExtension.noRevAvail();
const validityAssuredShortTerm = certificateExtension.validityAssuredShortTerm();

/** The same in all that one authority issues. */
const authorityKeyIdentifiers = new WeakMap<Certificate, Uint8Array>();

function authorityKeyIdentifier(issuer: Certificate): Uint8Array {
  const known = authorityKeyIdentifiers.get(issuer) ?? certificateExtension.authorityKeyIdentifier(Buffer.from(subjectKeyIdentifierOf(issuer), 'hex'));
  authorityKeyIdentifiers.set(issuer, known);
  return known;
}

function extensionsOf(request: IssuanceRequest): Uint8Array[] {
  const urls = request.caIssuersUrls ?? [];
  return [
    keyUsage,
    certificateExtension.certificatePolicies([request.policyOid]),
    noRevAvail,
    validityAssuredShortTerm,
    authContextExtension(request.subject.authContext),
    certificateExtension.subjectKeyIdentifier(request.spki),
    authorityKeyIdentifier(request.authority.certificate),
    ...(urls.length === 0 ? [] : [certificateExtension.authorityInfoAccess({ caIssuers: urls })]),
  ];
}

/** The linted object: the bytes to be signed in the shape of a certificate whose signature is empty. */
function asCertificate(tbs: Uint8Array, authority: IssuingAuthority): Certificate {
  return parseCertificate(sequence(tbs, signatureIdentifier(authority.signer.algorithm), bitString(new Uint8Array())));
}
