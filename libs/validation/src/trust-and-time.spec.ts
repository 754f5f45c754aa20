import { certificateExtension } from '#pki/build';
import { createTestPki, type TestPki } from '#testing';
import { defaultPolicy, type SignatureValidationPolicy } from './policy/signature-validation-policy.js';
import type { TrustMaterial } from './policy/trust-material.js';
import { signSmall, stampSmall, storeSmall } from './testing/sign-small.js';
import { hourAfter, trustOf } from './testing/signed-case.js';
import { smallDocument } from './testing/small-document.js';
import { validate } from './validate.js';

const day = 24;
let pki: TestPki;
let crl: Uint8Array;
let stamped: Buffer;

beforeAll(async () => {
  pki = await createTestPki();
  crl = await pki.crl(pki.root);
  stamped = await signSmall(smallDocument(), { pki, signer: await pki.oneTime(), fieldName: 'Signature1', timestamp: true });
}, 60_000);

function judge(bytes: Uint8Array, hours: number, more: Partial<TrustMaterial> = { crls: [crl] }, policy: Partial<SignatureValidationPolicy> = {}) {
  return validate(bytes, trustOf(pki, more), { ...defaultPolicy, ...policy }, hourAfter(pki.now, hours));
}

describe('when', () => {
  test('a short-term certificate that expired is no trouble when a timestamp proves the signature older', () => {
    const report = judge(stamped, 10 * day);
    expect(report.document.status).toBe('valid');
    expect(report.signatures[0]).toMatchObject({ timeProven: true, bestSignatureTime: pki.now.toISOString(), level: 'PAdES_BASELINE_T' });
  });

  test('without a timestamp the same certificate is out of bounds', async () => {
    const bare = await signSmall(smallDocument(), { pki, signer: await pki.oneTime(), fieldName: 'Signature1' });
    expect(judge(bare, 0.5).document.status).toBe('valid');
    expect(judge(bare, 10 * day).signatures[0]).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'OUT_OF_BOUNDS_NO_POE', timeProven: false });
  });

  test('a timestamp by an authority nobody trusts proves nothing', async () => {
    const other = await createTestPki({ label: 'Other' });
    const bytes = await signSmall(smallDocument(), { pki, signer: await pki.oneTime(), fieldName: 'Signature1', timestamp: (digest) => other.timestamp(digest) });
    expect(judge(bytes, 0.5).document.status).toBe('valid');
    const late = judge(bytes, 10 * day);
    expect(late.document.status).toBe('indeterminate');
    expect(late.document.reasons).toContain('timestamp-untrusted');
  });

  test('a timestamp is never judged by the anchors for signatures', () => {
    expect(validate(stamped, { ...trustOf(pki, { crls: [crl] }), timestampAnchors: [] }, defaultPolicy, hourAfter(pki.now, 10 * day)).document.status).toBe('indeterminate');
  });

  test.each<[string, () => Promise<Uint8Array>]>([
    ['copied-from-another-signature', () => pki.timestamp(new Uint8Array(32).fill(7))],
    ['not-a-token', () => Promise.resolve(Uint8Array.from([0x30, 0x03, 0x02, 0x01, 0x00]))],
  ])('a timestamp %s makes the document not valid', async (_, token) => {
    const bytes = await signSmall(smallDocument(), { pki, signer: await pki.oneTime(), fieldName: 'Signature1', timestamp: token });
    const report = judge(bytes, 0.5);
    expect(report.document).toMatchObject({ status: 'not-valid', reasons: expect.arrayContaining(['timestamp-broken']) as unknown });
  });

  test('an authority without the critical purpose of time stamping proves nothing', async () => {
    const tsa = await pki.issue({ subject: 'No TSA', issuer: pki.root, keyUsage: ['digitalSignature'] });
    const bytes = await signSmall(smallDocument(), { pki, signer: await pki.oneTime(), fieldName: 'Signature1', timestamp: (digest) => pki.timestamp(digest, 'sha256', pki.now, tsa) });
    expect(judge(bytes, 10 * day).document.status).toBe('indeterminate');
  });

  test('a timestamp older than the certificate is a failure', async () => {
    const signer = await pki.oneTime(undefined, { notBefore: hourAfter(pki.now, 1), notAfter: hourAfter(pki.now, 2) });
    const bytes = await signSmall(smallDocument(), { pki, signer, fieldName: 'Signature1', timestamp: true });
    expect(judge(bytes, 1.5).signatures[0]).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'NOT_YET_VALID' });
  });

  test('a copied document timestamp makes the document not valid', async () => {
    const bytes = await stampSmall(stamped, pki, { token: await pki.timestamp(new Uint8Array(32).fill(9)) });
    const report = judge(bytes, 0.5);
    expect(report.document).toMatchObject({ status: 'not-valid', reasons: expect.arrayContaining(['document-timestamp-broken']) as unknown });
  });
});

describe('a year after the end of the time-stamping authority', () => {
  const year = 365 * day;
  const afterTsa = 335 * day + year;

  test('without prolongation nothing proves the time any more', async () => {
    const bytes = await stampSmall(storeSmall(stamped, { crls: [crl] }), pki);
    expect(judge(bytes, 300 * day, {}).document.status).toBe('valid');
    expect(judge(bytes, afterTsa, {}).signatures[0]).toMatchObject({ indication: 'INDETERMINATE' });
  });

  test('with prolongation before its end the signature stands', async () => {
    const first = await stampSmall(storeSmall(stamped, { crls: [crl] }), pki);
    const later = hourAfter(pki.now, 300 * day);
    const tsa = await pki.issue({ subject: 'New TSA', issuer: pki.root, keyUsage: ['digitalSignature'], extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'], notBefore: hourAfter(pki.now, 299 * day), notAfter: hourAfter(pki.now, 1500 * day) });
    const fresh = await pki.crl(pki.root, [], later);
    const prolonged = await stampSmall(storeSmall(first, { crls: [crl, fresh] }), pki, { at: later, tsa, fieldName: 'Stamp2' });
    const report = judge(prolonged, afterTsa, {});
    expect(report.document.status).toBe('valid');
    expect(report.signatures[0]).toMatchObject({ timeProven: true, bestSignatureTime: pki.now.toISOString(), level: 'PAdES_BASELINE_LTA' });
  });
});

describe('trusted by whom', () => {
  test('an issuer we do not know confirms nobody', async () => {
    const other = await createTestPki({ label: 'Other' });
    const report = validate(stamped, trustOf(other), defaultPolicy, hourAfter(pki.now));
    expect(report.signatures[0]).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', trust: { status: 'untrusted' } });
  });

  test('missing revocation data leaves the verdict open, unless the policy accepts it and the report says so', () => {
    expect(judge(stamped, 0.5, {}).signatures[0]).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'TRY_LATER' });
    const accepted = judge(stamped, 0.5, {}, { missingRevocation: 'accept' });
    expect(accepted.document.status).toBe('valid');
    expect(accepted.document.reasons).toContain('revocation-unknown');
  });

  test('a revoked issuing CA leaves nothing valid', async () => {
    const revoked = await pki.crl(pki.root, [{ serialNumber: pki.issuing.certificate.serialNumber, revokedAt: hourAfter(pki.now, -24) }]);
    const report = judge(stamped, 0.5, { crls: [revoked] });
    expect(report.signatures[0]).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'REVOKED_CA_NO_POE' });
    expect(report.document.status).toBe('indeterminate');
  });

  test('a long-lived certificate revoked after the proven time stands, revoked before it does not', async () => {
    const signer = await pki.issue({ subject: 'Anna Ek' });
    const bytes = await signSmall(smallDocument(), { pki, signer, fieldName: 'Signature1', timestamp: true });
    const revokedAt = async (hours: number) => pki.crl(pki.issuing, [{ serialNumber: signer.certificate.serialNumber, revokedAt: hourAfter(pki.now, hours) }], hourAfter(pki.now, 3));
    expect(judge(bytes, 5, { crls: [crl, await revokedAt(2)] }).document.status).toBe('valid');
    expect(judge(bytes, 5, { crls: [crl, await revokedAt(-2)] }).signatures[0]).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'REVOKED_NO_POE' });
  });

  test('a certificate for something else does not sign', async () => {
    const signer = await pki.issue({ subject: 'Web server', keyUsage: ['keyEncipherment'] });
    const bytes = await signSmall(smallDocument(), { pki, signer, fieldName: 'Signature1' });
    const report = judge(bytes, 0.5, { crls: [crl, await pki.crl(pki.issuing)] });
    expect(report.signatures[0]).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'CHAIN_CONSTRAINTS_FAILURE' });
  });

  test('a seal is judged by the anchors for seals, a person by those for persons', async () => {
    const seal = await pki.issue({ subject: [{ oid: '2.5.4.10', value: 'Ängaryd' }, { oid: '2.5.4.97', value: 'NTRSE-5560000000' }], extensions: [certificateExtension.validityAssuredShortTerm()] });
    const bytes = await signSmall(smallDocument(), { pki, signer: seal, fieldName: 'Seal', docMdp: 2 });
    expect(judge(bytes, 0.5).signatures[0]).toMatchObject({ kind: 'seal', indication: 'TOTAL_PASSED' });
    expect(judge(bytes, 0.5, { crls: [crl], sealAnchors: [] }).signatures[0]).toMatchObject({ kind: 'seal', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' });
  });
});

test('the verdict is the same whenever it is asked for with the same time, and never depends on the clock', () => {
  expect(judge(stamped, 1)).toEqual(judge(stamped, 1));
});
