import { createHash } from 'node:crypto';
import {
  buildOcspResponse, certificateExtension, encodeCertId, encodeExtension, encodeOid, explicit, generalizedTime, octetString, sequence, signatureIdentifier, bitString, tlv,
} from '#pki/build';
import { buildAndValidatePath, keyIdentifierOf, Oid, parseCrl, parseOcspResponse, type PathCode } from '#pki/parse';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';

const HOUR = 3_600_000;
let pki: TestPki;
let employee: TestCertificate;
let rootList: Uint8Array;
beforeAll(async () => {
  pki = await createTestPki();
  employee = await pki.issue({ subject: 'employee' });
  rootList = await pki.crl(pki.root);
});

const plus = (hours: number): Date => new Date(pki.now.getTime() + hours * HOUR);

interface Answer {
  readonly by: TestCertificate;
  readonly about?: TestCertificate;
  readonly issuer?: TestCertificate;
  readonly byKey?: boolean;
  readonly single?: readonly Uint8Array[];
  readonly response?: readonly Uint8Array[];
  readonly sent?: readonly TestCertificate[];
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
}

/** An OCSPResponse of any shape: the builder in use writes only what is right. */
async function answer({ by, about = employee, issuer = pki.issuing, byKey = false, single = [], response = [], sent = [by], thisUpdate = pki.now, nextUpdate = plus(24) }: Answer): Promise<Uint8Array> {
  const responder = byKey ? explicit(2, octetString(keyIdentifierOf(by.certificate.spki))) : explicit(1, by.certificate.subject.der);
  const one = sequence(
    encodeCertId(about.certificate, issuer.certificate), tlv(0x80), generalizedTime(thisUpdate), explicit(0, generalizedTime(nextUpdate)),
    ...(single.length === 0 ? [] : [explicit(1, sequence(...single))]),
  );
  const tbs = sequence(responder, generalizedTime(thisUpdate), sequence(one), ...(response.length === 0 ? [] : [explicit(1, sequence(...response))]));
  const certificates = sent.length === 0 ? [] : [explicit(0, sequence(...sent.map(({ der }) => der)))];
  const basic = sequence(tbs, signatureIdentifier(by.signer.algorithm), bitString(await by.signer.sign(tbs)), ...certificates);
  return sequence(tlv(0x0a, Uint8Array.of(0)), explicit(0, sequence(encodeOid(Oid.ocspBasic), octetString(basic))));
}

function codeOf(der: Uint8Array, options: { readonly leaf?: TestCertificate; readonly known?: readonly TestCertificate[]; readonly at?: Date } = {}): 'ok' | PathCode {
  const { leaf = employee, known = [], at = plus(0.5) } = options;
  return buildAndValidatePath(leaf.certificate, {
    anchors: [pki.root.certificate], intermediates: [pki.issuing, ...known].map(({ certificate }) => certificate), at, crls: [parseCrl(rootList)], ocsps: [parseOcspResponse(der)],
  }).code;
}

const delegate = (more: Partial<Parameters<TestPki['issue']>[0]> = {}): Promise<TestCertificate> => pki.issue({
  subject: 'responder', keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpOcspSigning], extensions: [certificateExtension.ocspNoCheck()], ...more,
});

const certHash = (der: Uint8Array): Uint8Array =>
  encodeExtension('1.3.36.8.3.13', false, sequence(sequence(encodeOid('2.16.840.1.101.3.4.2.1')), octetString(createHash('sha256').update(der).digest())));

test('the issuer by name and by key, its delegate by name and by key', async () => {
  const responder = await delegate();
  for (const by of [pki.issuing, responder]) {
    for (const byKey of [false, true]) expect([by === responder, byKey, codeOf(await answer({ by, byKey }))]).toEqual([by === responder, byKey, 'ok']);
  }
});

test('a delegate of the same name as its issuer is told from it by the signature', async () => {
  const subject = pki.issuing.certificate.subject.rdns.flat().map(({ oid, value }) => ({ oid, value: value ?? '' }));
  expect(codeOf(await answer({ by: await delegate({ subject }) }))).toBe('ok');
});

test('a delegate whose certificate was not sent is found among those we hold, and else not believed', async () => {
  const responder = await delegate();
  const der = await answer({ by: responder, sent: [] });
  expect(codeOf(der)).toBe('revocation-unknown');
  expect(codeOf(der, { known: [responder] })).toBe('ok');
});

test('a delegate of another key of the CA, of another CA, or bound by what we do not process', async () => {
  const subject = pki.issuing.certificate.subject.rdns.flat().map(({ oid, value }) => ({ oid, value: value ?? '' }));
  const otherKey = await pki.issue({ subject, issuer: pki.root, ca: {} });
  expect(codeOf(await answer({ by: await delegate({ issuer: otherKey }) }), { known: [otherKey] })).toBe('revocation-unknown');
  expect(codeOf(await answer({ by: await delegate({ issuer: pki.root }) }))).toBe('revocation-unknown');
  const bound = await delegate({ extensions: [certificateExtension.ocspNoCheck(), encodeExtension('1.2.3', true, sequence())] });
  expect(codeOf(await answer({ by: bound }))).toBe('revocation-unknown');
});

test('a responder says nothing about itself', async () => {
  const responder = await delegate({ extensions: [] });
  expect(codeOf(await answer({ by: responder, about: responder }), { leaf: responder })).toBe('revocation-unknown');
});

test('certHash names the certificate, or the answer is about another one', async () => {
  expect(codeOf(await answer({ by: pki.issuing, single: [certHash(employee.der)] }))).toBe('ok');
  expect(codeOf(await answer({ by: pki.issuing, single: [certHash(pki.tsa.der)] }))).toBe('revocation-unknown');
});

test('a critical extension that we do not process, of the answer or of the response', async () => {
  const critical = encodeExtension('1.2.3', true, sequence());
  expect(codeOf(await answer({ by: pki.issuing, single: [critical] }))).toBe('revocation-unknown');
  expect(codeOf(await answer({ by: pki.issuing, response: [critical] }))).toBe('revocation-unknown');
  expect(codeOf(await answer({ by: pki.issuing, response: [encodeExtension('1.2.3', false, sequence())] }))).toBe('ok');
});

test('an answer that is out of date, and one that has no end', async () => {
  expect(codeOf(await answer({ by: pki.issuing, thisUpdate: plus(-48), nextUpdate: plus(-24) }))).toBe('revocation-unknown');
  const endless = await buildOcspResponse({
    responder: pki.issuing.certificate, producedAt: plus(-1),
    answers: [{ certId: encodeCertId(employee.certificate, pki.issuing.certificate), status: { kind: 'good' }, thisUpdate: plus(-1) }],
  }, pki.issuing.signer);
  expect(codeOf(endless)).toBe('revocation-unknown');
  expect(codeOf(endless, { at: plus(-2) })).toBe('ok');
});

test('after the end of a certificate an answer counts only with an archive cutoff that reaches back (RFC 6960 §4.4.4)', async () => {
  const leaf = await pki.issue({ subject: 'short', notAfter: plus(1) });
  const cutoff = (at: Date): Uint8Array => encodeExtension('1.3.6.1.5.5.7.48.1.6', false, generalizedTime(at));
  const late = (single: readonly Uint8Array[]): Promise<Uint8Array> => answer({ by: pki.issuing, about: leaf, thisUpdate: plus(5), single });
  expect(codeOf(await late([]), { leaf })).toBe('revocation-unknown');
  expect(codeOf(await late([cutoff(plus(2))]), { leaf })).toBe('revocation-unknown');
  expect(codeOf(await late([cutoff(plus(-2))]), { leaf })).toBe('ok');
});

test('a key hash of another length or another kind of identifier is nobody', async () => {
  const tbsOf = (responder: Uint8Array): Uint8Array => sequence(
    responder, generalizedTime(pki.now),
    sequence(sequence(encodeCertId(employee.certificate, pki.issuing.certificate), tlv(0x80), generalizedTime(pki.now))),
  );
  const tbs = tbsOf(explicit(2, octetString(Uint8Array.of(1, 2, 3))));
  const basic = sequence(tbs, signatureIdentifier(pki.issuing.signer.algorithm), bitString(await pki.issuing.signer.sign(tbs)));
  const der = sequence(tlv(0x0a, Uint8Array.of(0)), explicit(0, sequence(encodeOid(Oid.ocspBasic), octetString(basic))));
  expect(codeOf(der)).toBe('revocation-unknown');
});
