import 'reflect-metadata';

import { X509Certificate as PeculiarCertificate } from '@peculiar/x509';
import { X509Certificate as NodeCertificate } from 'node:crypto';

import { bitString, certificateExtension, encodeExtension, encodeName, encodeTbsCertificate, sequence, signatureIdentifier, derNull, octetString } from '#pki/build';
import { CertificateError, DerError, nameToString, Oid, parseCertificate, parseName, parsePem, sameName, toPem, type CertificateErrorCode } from '#pki/parse';
import { createTestPki, newTestKey, type TestPki } from '#testing';


let pki: TestPki;
beforeAll(async () => {
  pki = await createTestPki();
});

function codeOf(work: () => unknown): CertificateErrorCode | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof CertificateError) return error.code;
    throw error;
  }
}

/** A certificate with these extensions and a signature of nothing. */
function unsignedWith(extensions: readonly Uint8Array[], outerAlgorithm = signatureIdentifier('ecdsa-p256-sha256')): Uint8Array {
  const name = encodeName([{ oid: Oid.commonName, value: 'x' }]);
  const tbs = encodeTbsCertificate(
    {
      serialNumber: Uint8Array.of(1), issuer: name, subject: name, notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01'),
      spki: newTestKey().spki, extensions,
    },
    'ecdsa-p256-sha256',
  );
  return sequence(tbs, outerAlgorithm, bitString(new Uint8Array(8)));
}

describe('certificates', () => {
  test('are read as two other libraries read them', async () => {
    const { der, certificate } = await pki.oneTime({ givenName: 'Åsa', surname: 'Öberg-Ek', pseudonym: 'P-17' });
    const peculiar = new PeculiarCertificate(new Uint8Array(der));
    const node = new NodeCertificate(der);
    expect(certificate.serialNumber).toBe(peculiar.serialNumber.toLowerCase());
    expect(certificate.notBefore).toEqual(peculiar.notBefore);
    expect(certificate.notAfter).toEqual(peculiar.notAfter);
    expect(certificate.sha256).toBe(node.fingerprint256.replaceAll(':', '').toLowerCase());
    expect(certificate.publicKey.equals(node.publicKey)).toBe(true);
    expect(node.subject).toContain('CN=Åsa Öberg-Ek');
    expect(nameToString(certificate.subject)).toBe('serialNumber=P-17,CN=Åsa Öberg-Ek,SN=Öberg-Ek,givenName=Åsa,C=SE');
    expect(certificate.isSignedBy(pki.issuing.certificate)).toBe(true);
    expect(certificate.isSignedBy(pki.root.certificate)).toBe(false);
  });

  test('give up their extensions', async () => {
    const { certificate } = await pki.issue({
      subject: 'all', ca: { pathLength: 3 }, extendedKeyUsage: [Oid.kpOcspSigning],
      extensions: [
        certificateExtension.crlDistributionPoints(['http://a.example/1.crl', 'http://b.example/1.crl']),
        certificateExtension.authorityInfoAccess({ ocsp: ['http://o.example'], caIssuers: ['http://c.example/ca.cer'] }),
        certificateExtension.certificatePolicies(['1.2.3', '2.25.340282366920938463463374607431768211455']),
        certificateExtension.ocspNoCheck(), certificateExtension.noRevAvail(), certificateExtension.validityAssuredShortTerm(),
      ],
    });
    expect(certificate.known).toMatchObject({
      basicConstraints: { ca: true, pathLength: 3 },
      extendedKeyUsage: [Oid.kpOcspSigning],
      crlUrls: ['http://a.example/1.crl', 'http://b.example/1.crl'],
      ocspUrls: ['http://o.example'], caIssuersUrls: ['http://c.example/ca.cer'],
      policies: [{ oid: '1.2.3', hasQualifiers: false }, { oid: '2.25.340282366920938463463374607431768211455', hasQualifiers: false }],
      hasOcspNoCheck: true, hasNoRevAvail: true, isValidityAssuredShortTerm: true,
    });
    expect([...(certificate.known.keyUsage ?? [])]).toEqual(['keyCertSign', 'cRLSign']);
    expect(certificate.known.authorityKeyIdentifier?.keyIdentifier).toBe(pki.issuing.certificate.known.subjectKeyIdentifier);
  });

  test('with one extension twice are refused', () => {
    const twice = [certificateExtension.noRevAvail(), certificateExtension.noRevAvail()];
    expect(codeOf(() => parseCertificate(unsignedWith(twice)))).toBe('duplicate-extension');
  });

  test('whose known extension is garbage are refused', () => {
    const garbage = encodeExtension(Oid.keyUsage, true, octetString(Uint8Array.of(1)));
    expect(codeOf(() => parseCertificate(unsignedWith([garbage])))).toBe('bad-extension');
  });

  test('that name two signature algorithms are refused; NULL against absent parameters are the same', () => {
    const identifier = signatureIdentifier('ecdsa-p256-sha256');
    const withNull = sequence(identifier.subarray(2), derNull);
    expect(codeOf(() => parseCertificate(unsignedWith([], withNull)))).toBeUndefined();
    expect(codeOf(() => parseCertificate(unsignedWith([], signatureIdentifier('rsa-sha256'))))).toBe('algorithm-mismatch');
  });

  test('whose key is no SubjectPublicKeyInfo are refused when read, not when a key hash is asked for', () => {
    const name = encodeName([{ oid: Oid.commonName, value: 'x' }]);
    const template = { serialNumber: Uint8Array.of(1), issuer: name, subject: name, notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01'), extensions: [] };
    const tbs = encodeTbsCertificate({ ...template, spki: sequence(octetString(Uint8Array.of(1))) }, 'ecdsa-p256-sha256');
    expect(() => parseCertificate(sequence(tbs, signatureIdentifier('ecdsa-p256-sha256'), bitString(new Uint8Array(8))))).toThrow(DerError);
  });

  test('go through PEM and back', () => {
    const text = `some words\n${toPem(pki.root.der)}more words\n${toPem(pki.tsa.der)}`;
    expect(parsePem(text).map((der) => Buffer.from(der))).toEqual([Buffer.from(pki.root.der), Buffer.from(pki.tsa.der)]);
    expect(codeOf(() => parsePem('nothing here'))).toBe('bad-pem');
  });
});

describe('names', () => {
  const name = (value: string, oid: string = Oid.commonName): ReturnType<typeof parseName> => parseName(encodeName([{ oid, value }]));

  test('compare without case and spaces, never across attributes (RFC 5280 §7.1)', () => {
    expect(sameName(name('Åsa  ÖBERG '), name('åsa öberg'))).toBe(true);
    expect(sameName(name('Åsa'), name('Asa'))).toBe(false);
    expect(sameName(name('x'), name('x', Oid.organizationName))).toBe(false);
  });

  test('cannot forge a second attribute or steer a terminal when printed', () => {
    const printed = nameToString(name('A,CN=B\u001b[2J\u202e'));
    expect(printed).toBe('CN=A\\,CN\\=B\\1b[2J\\e2\\80\\ae');
  });
});
