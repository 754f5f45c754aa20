import { contextConstructed, Oid, PkiError, readDer, Tag, type Certificate, type SignedData, type SignerInfo } from '#pki/parse';
import { attributeOid } from '../signature-acceptance-validation/attribute-oids.js';
import type { Finding } from '../report/reason.js';

/**
 * What RFC 5652 fixes and no signature protects: versions (5.1, 5.3), the set of digest algorithms (5.1, BB-19), absent or
 * NULL parameters of hashes, the type of encapsulated content, the spelling of the issuer's name in the signer identifier,
 * and unsigned attributes that nobody knows. Anything else there means that somebody rewrote the message.
 */
export function checkCmsForm(signedData: SignedData, signer: SignerInfo, certificate: Certificate | undefined): Finding[] {
  const gaps = rules.filter(([, holds]) => !holds(signedData, signer, certificate)).map(([clause]) => clause);
  return [
    ...gaps.map((clause): Finding => ({ code: 'cms-malformed', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause })),
    ...(signer.unsignedAttributes.some(({ oid }) => oid === Oid.counterSignature) ? [counterSigned] : []),
  ];
}

/**
 * RFC 5652 11.4 knows counter-signatures; ISO 32000-2 12.8.3.4.3 (i) says that a signature in a PDF shall not have one: whoever signs too
 * signs the file. It lies where nobody's signature covers it, so it neither breaks the signature (its value is intact) nor may it pass.
 */
const counterSigned: Finding = { code: 'counter-signed', weight: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'ISO 32000-2 12.8.3.4.3 i' };

type Rule = readonly [clause: string, holds: (signedData: SignedData, signer: SignerInfo, certificate: Certificate | undefined) => boolean];

const rules: readonly Rule[] = [
  ['RFC 5652 5.1 version', ({ version, eContentType }, signer) => version === (eContentType !== Oid.data || signer.version === 3 ? 3 : 1)],
  ['RFC 5652 5.3 version', (_, { version, sid }) => version === (sid.kind === 'issuerAndSerialNumber' ? 1 : 3)],
  ['RFC 5652 5.1 digestAlgorithms', ({ digestAlgorithms }, signer) => digestAlgorithms.length === 1 && digestAlgorithms[0]?.oid === signer.digestAlgorithm.oid],
  ['RFC 5754 2', ({ digestAlgorithms }, signer) => [...digestAlgorithms, signer.digestAlgorithm].every(({ parameters }) => isAbsentOrNull(parameters))],
  ['RFC 5758 3.2, RFC 8419 3.1, RFC 4055 5', (_, { signatureAlgorithm }) => hasProperParameters(signatureAlgorithm)],
  ['RFC 5652 10.2.4', (_, { sid }, certificate) => certificate === undefined || sid.kind !== 'issuerAndSerialNumber' || Buffer.compare(sid.issuer.der, certificate.issuer.der) === 0],
  // Nobody who makes a message puts a certificate in twice; nothing protects the set.
  ['RFC 5652 10.2.3', ({ rawCertificates }) => new Set(rawCertificates.map((raw) => Buffer.from(raw).toString('latin1'))).size === rawCertificates.length],
  ['RFC 5652 5.3 unsignedAttrs', (_, { unsignedAttributes }) => unsignedAttributes.every(({ oid }) => knownUnsigned.has(oid))],
];

const knownUnsigned: ReadonlySet<string> = new Set([
  // Told of under its own name.
  Oid.counterSignature,
  Oid.signatureTimeStampToken, attributeOid.completeCertificateReferences, attributeOid.completeRevocationReferences,
  attributeOid.certificateValues, attributeOid.revocationValues, attributeOid.escTimeStamp, attributeOid.certCrlTimeStamp,
]);

/** RSASSA-PKCS1-v1_5 with any hash; RSASSA-PSS (…1.1.10) says everything in its parameters, and they are read. */
const rsaPkcs1 = /^1\.2\.840\.113549\.1\.1\.(?:[1-5]|1[1-6])$/u;
/** ECDSA and EdDSA: parameters must be absent. */
const withoutParameters = /^(?:1\.2\.840\.10045\.4\.3\.\d+|1\.3\.101\.11[23])$/u;

/** Nothing signs the algorithm's parameters, so they must be the only ones there can be. */
function hasProperParameters({ oid, parameters }: SignerInfo['signatureAlgorithm']): boolean {
  if (rsaPkcs1.test(oid)) return isAbsentOrNull(parameters);
  return !withoutParameters.test(oid) || parameters === undefined;
}

function isAbsentOrNull(parameters: Uint8Array | undefined): boolean {
  return parameters === undefined || (parameters.length === 2 && parameters[0] === Tag.null && parameters[1] === 0);
}

/** RFC 5652 5.2: encapsulated content is an OCTET STRING; its tag is not part of what is digested. */
export function holdsOctets(contentInfo: Uint8Array): boolean {
  try {
    const cursor = readDer(contentInfo, Tag.sequence).cursor();
    cursor.next(Tag.objectIdentifier);
    const signedData = cursor.next(contextConstructed(0)).only(Tag.sequence).cursor();
    signedData.next(Tag.integer);
    signedData.next(Tag.set);
    const encapsulated = signedData.next(Tag.sequence).cursor();
    encapsulated.next(Tag.objectIdentifier);
    return encapsulated.next(contextConstructed(0)).only().tag === Tag.octetString;
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}
