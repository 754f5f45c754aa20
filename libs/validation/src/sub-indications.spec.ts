import { createHash } from 'node:crypto';
import { addUnsignedAttribute, buildOcspResponse, certificateExtension, encodeAttribute, encodeCertId, encodeExtension, encodeOid, octetString, sequence } from '#pki/build';
import { Oid, parseSignedData } from '#pki/parse';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { defaultPolicy, type SignatureValidationPolicy } from './policy/signature-validation-policy.js';
import type { TrustMaterial } from './policy/trust-material.js';
import { describeReport } from './report/describe-report.js';
import { subIndications, type SubIndication } from './report/indication.js';
import type { SignatureReport } from './report/validation-report.js';
import { attributeOid } from './signature-acceptance-validation/attribute-oids.js';
import { signSmall, stampSmall, storeSmall, type SmallSignature } from './testing/sign-small.js';
import { hourAfter, trustOf } from './testing/signed-case.js';
import { smallDocument } from './testing/small-document.js';
import { validate } from './validate.js';

/** Every sub-indication of EN 319 102-1, tables 5 and 6, each produced by a file made for it, or the reason why none can be. */
const day = 24;
const year = 365 * day;
let pki: TestPki;
let crl: Uint8Array;
let person: TestCertificate;
let employee: TestCertificate;

beforeAll(async () => {
  pki = await createTestPki();
  crl = await pki.crl(pki.root);
  person = await pki.oneTime();
  employee = await pki.issue({ subject: 'Anna Ek' });
}, 60_000);

interface Scene {
  readonly signer?: TestCertificate;
  readonly how?: Partial<SmallSignature>;
  /** Bytes put in the place of others, after signing. */
  readonly change?: (bytes: Buffer) => Buffer | Promise<Buffer>;
  readonly trust?: Partial<TrustMaterial>;
  readonly policy?: Partial<SignatureValidationPolicy>;
  /** When it is validated, after signing. */
  readonly hours?: number;
}

async function judge({ signer = person, how = {}, change = (bytes) => bytes, trust = {}, policy = {}, hours = 0.5 }: Scene): Promise<SignatureReport | undefined> {
  const bytes = await change(await signSmall(smallDocument(), { pki, signer, fieldName: 'Signature1', ...how }));
  return validate(bytes, trustOf(pki, { crls: [crl], ...trust }), { ...defaultPolicy, ...policy }, hourAfter(pki.now, hours)).signatures[0];
}

const at = (hours: number) => hourAfter(pki.now, hours);
const stampedAt = (hours: number): Partial<SmallSignature> => ({ timestamp: (digest) => pki.timestamp(digest, 'sha256', at(hours)) });
const contentStampedAt = (hours: number): NonNullable<SmallSignature['attributes']> => async (usual, digest) =>
  [...usual, encodeAttribute(attributeOid.contentTimeStamp, await pki.timestamp(digest, 'sha256', at(hours)))];
const revoked = ({ certificate }: TestCertificate, hours: number) => ({ serialNumber: certificate.serialNumber, revokedAt: at(hours) });
const sha256EndsAt = (iso: string): Partial<SignatureValidationPolicy> =>
  ({ algorithms: { ...defaultPolicy.algorithms, digests: { ...defaultPolicy.algorithms.digests, sha256: iso } } });

const policyDocument = Buffer.from('Who signs, signs.');
function policyAttribute(document: Uint8Array): NonNullable<SmallSignature['attributes']> {
  const hash = sequence(sequence(encodeOid('2.16.840.1.101.3.4.2.1')), octetString(createHash('sha256').update(document).digest()));
  return (usual) => [...usual, encodeAttribute(attributeOid.signaturePolicyIdentifier, sequence(encodeOid('1.2.3.4'), hash))];
}

function wrongValue(cms: Uint8Array): Uint8Array {
  const value = Buffer.from(parseSignedData(cms).signerInfos[0]?.signature ?? []);
  const changed = Buffer.from(cms);
  changed[changed.indexOf(value) + value.length - 1] = (value.at(-1) ?? 0) ^ 1;
  return changed;
}

async function ocspByShortLivedResponder(): Promise<Uint8Array> {
  const responder = await pki.issue({
    subject: 'Short responder', keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpOcspSigning], extensions: [certificateExtension.ocspNoCheck()], notAfter: at(2),
  });
  return buildOcspResponse({
    responder: responder.certificate, producedAt: at(1), certificates: [responder.der],
    answers: [{ certId: encodeCertId(employee.certificate, pki.issuing.certificate), status: { kind: 'good' }, thisUpdate: at(1) }],
  }, responder.signer);
}

/** `TOTAL_FAILED` or `INDETERMINATE` comes with the sub-indication; what it must be is fixed by table 5 and 6. */
const scenes: Readonly<Partial<Record<SubIndication, () => Promise<Scene> | Scene>>> = {
  FORMAT_FAILURE: () => ({ how: { replace: (cms) => Buffer.concat([Buffer.of(0x31), cms.subarray(1)]) } }),
  HASH_FAILURE: () => ({ change: (bytes) => Buffer.from(bytes.toString('latin1').replace('decides to approve', 'decides to refuse!'), 'latin1') }),
  SIG_CRYPTO_FAILURE: () => ({ how: { replace: wrongValue } }),
  REVOKED: async () => ({ signer: employee, how: { attributes: contentStampedAt(0) }, trust: { crls: [crl, await pki.crl(pki.issuing, [revoked(employee, -5)])] } }),
  EXPIRED: async () => ({ signer: await pki.oneTime(undefined, { notAfter: at(1) }), how: { attributes: contentStampedAt(2) }, hours: 3 }),
  NOT_YET_VALID: async () => ({ signer: await pki.oneTime(undefined, { notBefore: at(1), notAfter: at(3) }), how: { timestamp: true }, hours: 2 }),
  SIG_CONSTRAINTS_FAILURE: () => ({ how: stampedAt(0.9), policy: { maxTimestampDelay: 60_000 }, hours: 2 }),
  CHAIN_CONSTRAINTS_FAILURE: async () => ({ signer: await pki.oneTime(undefined, { keyUsage: ['keyEncipherment'] }) }),
  CERTIFICATE_CHAIN_GENERAL_FAILURE: async () => ({ signer: await pki.oneTime(undefined, { extensions: [certificateExtension.validityAssuredShortTerm(), encodeExtension('1.2.3', true, sequence())] }) }),
  CRYPTO_CONSTRAINTS_FAILURE: () => ({ policy: sha256EndsAt('2020-01-01T00:00:00Z') }),
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: () => ({ policy: sha256EndsAt(at(0.25).toISOString()) }),
  POLICY_PROCESSING_ERROR: () => ({ how: { attributes: policyAttribute(Buffer.from('another text')) }, policy: { signaturePolicies: [{ identifier: '1.2.3.4', document: policyDocument.toString('base64') }] } }),
  SIGNATURE_POLICY_NOT_AVAILABLE: () => ({ how: { attributes: policyAttribute(policyDocument) } }),
  TIMESTAMP_ORDER_FAILURE: () => ({ how: { ...stampedAt(0), attributes: contentStampedAt(0.4) } }),
  NO_SIGNING_CERTIFICATE_FOUND: () => ({ how: { attributes: (usual) => usual.filter((one) => !Buffer.from(one).includes(Buffer.from(encodeOid(Oid.signingCertificateV2)))) } }),
  NO_CERTIFICATE_CHAIN_FOUND: () => ({ trust: { signatureAnchors: [pki.tsa.der] } }),
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: () => ({ trust: { anchorsTrustedUntil: { [pki.root.certificate.sha256]: at(-1).toISOString() } } }),
  REVOKED_NO_POE: async () => ({ signer: employee, trust: { crls: [crl, await pki.crl(pki.issuing, [revoked(employee, -5)])] } }),
  REVOKED_CA_NO_POE: async () => ({ trust: { crls: [await pki.crl(pki.root, [revoked(pki.issuing, -5)])] } }),
  OUT_OF_BOUNDS_NO_POE: () => ({ hours: 5 }),
  OUT_OF_BOUNDS_NOT_REVOKED: async () => {
    const signer = await pki.issue({ subject: 'Bo Lind', notAfter: at(day) });
    return { signer, trust: { crls: [crl, await pki.crl(pki.issuing, [], at(1))] }, hours: 2 * day };
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: async () => ({ signer: employee, how: stampedAt(0), trust: { ocsps: [await ocspByShortLivedResponder()] }, hours: 10 }),
  NO_POE: async () => ({
    signer: employee, how: stampedAt(0), hours: 2 * day,
    trust: { crls: [await pki.crl(pki.root, [revoked(pki.issuing, day)], at(1.5 * day)), await pki.crl(pki.issuing, [], at(1))] },
  }),
  TRY_LATER: () => ({ signer: employee }),
};

const cannotArise: Readonly<Partial<Record<SubIndication, string>>> = {
  SIGNED_DATA_NOT_FOUND: 'the signed data of a PDF signature is the file itself: a range beyond it, or none, is a FORMAT_FAILURE (R4)',
};

const failures: ReadonlySet<SubIndication> = new Set(['FORMAT_FAILURE', 'HASH_FAILURE', 'SIG_CRYPTO_FAILURE', 'REVOKED', 'EXPIRED', 'NOT_YET_VALID']);

test('every sub-indication has its scene or the reason why it has none, and none has both', () => {
  expect([...Object.keys(scenes), ...Object.keys(cannotArise)].sort()).toEqual([...subIndications].sort());
});

test.each(Object.keys(scenes) as SubIndication[])('%s', async (subIndication) => {
  const report = await judge((await scenes[subIndication]?.()) ?? {});
  expect(report).toMatchObject({ indication: failures.has(subIndication) ? 'TOTAL_FAILED' : 'INDETERMINATE', subIndication });
  expect(report?.validation.archival).toEqual({ indication: report?.indication, subIndication });
  expect(report?.validation.blocks.some((block) => block.indication === report.indication && block.subIndication === subIndication)).toBe(true);
});

test('a certificate that was not in force yet is said to be that, and not a badly built signature', async () => {
  const signer = await pki.oneTime(undefined, { notBefore: at(1), notAfter: at(3) });
  const bytes = await signSmall(smallDocument(), { pki, signer, fieldName: 'Signature1', timestamp: true });
  const report = validate(bytes, trustOf(pki, { crls: [crl] }), defaultPolicy, at(2));
  expect(report.document.status).toBe('not-valid');
  expect(describeReport(report, 'sv').headline).toBe('Inte giltigt. Certifikatet gällde inte när underskriften gjordes.');
  expect(describeReport(report, 'en').headline).toBe('Not valid. The certificate was not in force when the signature was made.');
});

describe('what clears it again', () => {
  const passed = { indication: 'TOTAL_PASSED' };
  const open = (subIndication: SubIndication) => ({ indication: 'INDETERMINATE', subIndication });

  test('nothing to clear: all three processes pass', async () => {
    expect((await judge({}))?.validation).toMatchObject({ basic: passed, longTerm: passed, archival: passed, blocks: expect.not.arrayContaining([expect.objectContaining({ indication: 'INDETERMINATE' })]) as unknown });
  });

  test('expired, and a timestamp before its end: the long-term process', async () => {
    expect((await judge({ how: stampedAt(0), hours: 5 }))?.validation).toMatchObject({ basic: open('OUT_OF_BOUNDS_NO_POE'), longTerm: passed, archival: passed, controlTime: at(1).toISOString() });
  });

  test('revoked after the timestamp: the long-term process; the control time is the revocation', async () => {
    const trust = { crls: [crl, await pki.crl(pki.issuing, [revoked(employee, 2)], at(3))] };
    expect((await judge({ signer: employee, how: stampedAt(0), trust, hours: 5 }))?.validation).toMatchObject({ basic: open('REVOKED_NO_POE'), longTerm: passed, archival: passed, controlTime: at(2).toISOString() });
  });

  test('issuing CA revoked after the timestamp: only the archival process', async () => {
    const trust = { crls: [await pki.crl(pki.root, [revoked(pki.issuing, 2)], at(3))] };
    expect((await judge({ how: stampedAt(0), trust, hours: 5 }))?.validation).toMatchObject({ basic: open('REVOKED_CA_NO_POE'), longTerm: open('REVOKED_CA_NO_POE'), archival: passed });
  });

  test('algorithm ended, and a timestamp before its end', async () => {
    const policy = sha256EndsAt(at(0.25).toISOString());
    // The timestamp itself is made with the ended algorithm, so nothing proves that it is older either.
    expect((await judge({ how: stampedAt(0), policy }))?.validation.archival).toEqual(open('CRYPTO_CONSTRAINTS_FAILURE_NO_POE'));
    expect((await judge({ how: stampedAt(0), policy, hours: 0.2 }))?.validation.archival).toEqual(passed);
  });

  test('anchor no longer trusted since after the timestamp: the archival process', async () => {
    const other = await createTestPki({ label: 'Other' });
    // The revocation data, too, must be proven to be older than the end of the trust.
    const change = (bytes: Buffer) => stampSmall(storeSmall(bytes, { crls: [crl] }), other);
    const trust = { timestampAnchors: [other.root.der], anchorsTrustedUntil: { [pki.root.certificate.sha256]: at(2).toISOString() }, crls: [await other.crl(other.root)] };
    const how: Partial<SmallSignature> = { timestamp: (digest) => other.timestamp(digest) };
    expect((await judge({ how, change, trust, hours: 5 }))?.validation).toMatchObject({ basic: open('NO_CERTIFICATE_CHAIN_FOUND_NO_POE'), longTerm: open('NO_CERTIFICATE_CHAIN_FOUND_NO_POE'), archival: passed });
  });

  test('a policy that the caller has read, with the document the signature names', async () => {
    const how = { attributes: policyAttribute(policyDocument) };
    expect((await judge({ how, policy: { signaturePolicies: [{ identifier: '1.2.3.4', document: policyDocument.toString('base64') }] } }))?.indication).toBe('TOTAL_PASSED');
    expect((await judge({ how, policy: { signaturePolicies: [{ identifier: '1.2.3.4' }] } }))?.indication).toBe('TOTAL_PASSED');
  });

  test('an issuer renewed since the signature does no harm, one of the future does', async () => {
    const renewed = async (from: number): Promise<TestCertificate> => pki.issue({ subject: 'Renewed CA', issuer: pki.root, ca: {}, key: pki.issuing.key, notBefore: at(from), notAfter: at(10 * day) });
    const signer = async (issuer: TestCertificate): Promise<TestCertificate> => pki.oneTime(undefined, { issuer, notAfter: at(9 * day) });
    expect((await judge({ signer: await signer(await renewed(1)), how: stampedAt(0), hours: 2 }))?.indication).toBe('TOTAL_PASSED');
    expect(await judge({ signer: await signer(await renewed(5)), how: stampedAt(0), hours: 2 })).toMatchObject(open('OUT_OF_BOUNDS_NO_POE'));
  });

  test('a certificate policy that the caller asks for: only a path that keeps it', async () => {
    const wanted = '1.2.3.9';
    const policies = certificateExtension.certificatePolicies([wanted]);
    const ca = await pki.issue({ subject: 'policy CA', issuer: pki.root, ca: {}, extensions: [policies] });
    const signer = await pki.oneTime(undefined, { issuer: ca, extensions: [certificateExtension.validityAssuredShortTerm(), policies] });
    expect((await judge({ signer, policy: { certificatePolicies: [wanted] } }))?.indication).toBe('TOTAL_PASSED');
    expect(await judge({ signer, policy: { certificatePolicies: ['1.2.3.8'] } })).toMatchObject(open('CERTIFICATE_CHAIN_GENERAL_FAILURE'));
    expect(await judge({ policy: { certificatePolicies: [wanted] } })).toMatchObject(open('CERTIFICATE_CHAIN_GENERAL_FAILURE'));
  });

  test('a content timestamp that stamps something else breaks the signature', async () => {
    const attributes: SmallSignature['attributes'] = async (usual) => [...usual, encodeAttribute(attributeOid.contentTimeStamp, await pki.timestamp(new Uint8Array(32)))];
    const report = await judge({ how: { attributes } });
    expect(report?.timestamps[0]).toMatchObject({ kind: 'contentTimeStamp', indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' });
    expect(report?.reasons).toContain('timestamp-broken');
  });

  test('a counter-signature, which nobody signed, changes nothing for the better and breaks nothing', async () => {
    const report = await judge({ how: { replace: (cms) => addUnsignedAttribute(cms, encodeAttribute(Oid.counterSignature, sequence())) } });
    expect(report).toMatchObject({ integrity: 'intact', ...open('SIG_CONSTRAINTS_FAILURE'), reasons: ['counter-signed', 'timestamp-missing'] });
    expect(report?.findings[0]).toMatchObject({ code: 'counter-signed', clause: 'ISO 32000-2 12.8.3.4.3 i' });
  });

  test('a certificate on hold: try later, and passed once the hold is lifted', async () => {
    const held = await pki.crl(pki.issuing, [{ ...revoked(employee, -5), reason: 'certificateHold' }], at(0.1));
    const lifted = await pki.crl(pki.issuing, [], at(0.3));
    const onHold = await judge({ signer: employee, trust: { crls: [crl, held] } });
    expect(onHold).toMatchObject({ ...open('TRY_LATER'), reasons: expect.arrayContaining(['certificate-on-hold']) as unknown });
    expect((await judge({ signer: employee, trust: { crls: [crl, held, lifted] } }))?.indication).toBe('TOTAL_PASSED');
  });

  test('evidence from the future is not believed', async () => {
    expect((await judge({ signer: employee, trust: { crls: [crl, await pki.crl(pki.issuing, [], at(year))] } }))?.validation.archival).toEqual(open('TRY_LATER'));
  });
});
