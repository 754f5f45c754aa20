import { createHash } from 'node:crypto';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { openPdf, signatureFields } from '#pdf/read';
import { createTestPki, type TestPki } from '#testing';
import { parseCertificate, parseTimeStampToken } from '#pki/parse';
import {
  appendSignature, completeDocument, inspectForSigning, lintSignature, prepareMinutes, readCaseManifest, type AppendRequest, type PrepareRequest, type RevocationSource, type TimeStampClient,
} from '#pades';

let pki: TestPki;
let original: Uint8Array;

beforeAll(async () => {
  pki = await createTestPki();
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([595, 842]).drawText('Protokoll', { x: 50, y: 700, font });
  original = await document.save({ useObjectStreams: true });
});

const request = (changes: Partial<PrepareRequest> = {}): PrepareRequest => ({
  original, caseId: '0190f000-0000-7000-8000-000000000001', language: 'sv', bodyName: 'Kommunstyrelsen i Ängaryd', title: 'Protokoll 27 mars 2026', meetingDate: '2026-03-27',
  registrationNumber: 'KS 2026/114', requiredLevelOfAssurance: 'substantial', notice: { advanced: true }, validationAddress: 'https://justera.angaryd.example/validate',
  steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }] }, { signatories: [{ name: 'Anna Ek', role: 'chair' }, { name: 'Łukasz Ås', role: 'adjuster' }] }],
  ...changes,
});

const timestamps = (): TimeStampClient => ({
  tokenReserve: 6000,
  timestamp: async (digest) => {
    const token = await pki.timestamp(digest);
    return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
  },
});

const revocation = (): RevocationSource => ({
  collect: async ({ certificate, issuer }) => {
    const about = [pki.issuing, pki.tsa].find((one) => one.certificate.sha256 === parseCertificate(certificate).sha256);
    if (about === undefined || parseCertificate(issuer).sha256 !== pki.root.certificate.sha256) return { crls: [], ocspResponses: [], certificates: [], failures: ['unknown certificate'] };
    return { crls: [await pki.crl(pki.root, [], pki.now)], ocspResponses: [], certificates: [], failures: [] };
  },
});

async function append(head: Uint8Array, fieldName: string, signerName: string, changes: Partial<AppendRequest> = {}): Promise<Buffer> {
  const [givenName = '', surname = ''] = signerName.split(' ');
  const person = await pki.oneTime({ givenName, surname });
  const identity = { certificate: person.der, chain: person.chain, signer: person.signer };
  const done = await appendSignature({ head, fieldName, signerName, roleTitle: 'justerare', methodText: 'e-legitimation', language: 'sv', identity, signingTime: pki.now, timeZone: 'Europe/Stockholm', timestamps: timestamps(), ...changes });
  const whole = Buffer.concat([head, done.update]);
  expect(createHash('sha256').update(whole).digest('hex')).toBe(done.revisionSha256);
  return whole;
}

async function prepared(): Promise<Buffer> {
  return Buffer.concat([original, (await prepareMinutes(request())).update]);
}

test('the uploaded bytes are an exact prefix of every revision, up to the completed file', async () => {
  const { fields, update, preparedSha256, pageCount } = await prepareMinutes(request());
  let head: Uint8Array = Buffer.concat([original, update]);
  expect(createHash('sha256').update(head).digest('hex')).toBe(preparedSha256);
  expect(pageCount).toBe(2);
  for (const field of fields) head = await append(head, field.name, field.signatoryName);
  const { updates } = await completeDocument({ head, evidence: revocation(), timestamps: timestamps(), anchors: [pki.root.der], now: pki.now });
  const whole = Buffer.concat([head, ...updates.map((one) => one.update)]);
  expect(whole.subarray(0, original.length).equals(original)).toBe(true);
  expect(lintSignature(whole)).toEqual([]);
  const view = openPdf(whole).current;
  expect(view.pages()).toHaveLength(2);
  expect(signatureFields(view).map(({ name, value }) => [name, value !== undefined])).toEqual([['Signature1', true], ['Signature2', true], ['Signature3', true], ['DocumentTimeStamp1', true]]);
  expect(updates.map(({ kind }) => kind)).toEqual(['securityStore', 'documentTimestamp']);
});

test('the manifest says who must sign, and is read back as it was written', async () => {
  const { manifest } = await prepareMinutes(request());
  expect(readCaseManifest(await prepared())).toEqual(manifest);
  expect(manifest?.steps.map(({ quorum, tasks }) => [quorum, tasks.map(({ name }) => name)])).toEqual([[1, ['Bo Lind']], [2, ['Anna Ek', 'Łukasz Ås']]]);
});

test('a case by e-mail codes cannot print "advanced", nor one that requires more print less', async () => {
  await expect(prepareMinutes(request({ requiredLevelOfAssurance: 'low' }))).rejects.toMatchObject({ code: 'bad-content' });
  await expect(prepareMinutes(request({ notice: { advanced: false, methodText: 'engångskod till e-post' } }))).rejects.toMatchObject({ code: 'bad-content' });
});

test('a field is signed once', async () => {
  const head = await append(await prepared(), 'Signature1', 'Bo Lind');
  await expect(append(head, 'Signature9', 'Bo Lind')).rejects.toMatchObject({ code: 'field-not-found' });
});

test('no signature without its time-stamp: the authority down means no bytes at all', async () => {
  const down: TimeStampClient = { tokenReserve: 6000, timestamp: () => Promise.reject(Object.assign(new Error('down'), { code: 'timestamp-unavailable' })) };
  await expect(append(await prepared(), 'Signature1', 'Bo Lind', { timestamps: down })).rejects.toMatchObject({ code: 'timestamp-unavailable' });
});

test('a signing time outside the certificate is refused before anything is signed', async () => {
  const late = new Date(pki.now.getTime() + 3 * 3_600_000);
  await expect(append(await prepared(), 'Signature1', 'Bo Lind', { signingTime: late })).rejects.toMatchObject({ code: 'signing-time-outside-certificate' });
});

test('without revocation evidence nothing is completed', async () => {
  const head = await append(await prepared(), 'Signature1', 'Bo Lind');
  const nothing: RevocationSource = { collect: () => Promise.resolve({ crls: [], ocspResponses: [], certificates: [], failures: ['down'] }) };
  await expect(completeDocument({ head, evidence: nothing, timestamps: timestamps(), anchors: [pki.root.der], now: pki.now })).rejects.toMatchObject({ code: 'revocation-unavailable' });
});

test('the lint finds a changed byte, a removed attribute carrier and a moved range', async () => {
  const head = await append(await prepared(), 'Signature1', 'Bo Lind');
  const changed = Buffer.from(head);
  changed.writeUInt8(changed.readUInt8(20) ^ 1, 20);
  expect(lintSignature(changed).map(({ id }) => id)).toContain('BB-14');
  const legacy = Buffer.from(head.toString('latin1').replace('/ETSI.CAdES.detached', '/adbe.pkcs7.detached'), 'latin1');
  expect(lintSignature(legacy).map(({ id }) => id)).toContain('BB-03');
});

test.each([
  ['not-a-pdf', () => Buffer.from('hello')],
  ['too-large', () => Buffer.alloc(2_000_001)],
  ['bytes-before-header', () => Buffer.concat([Buffer.from('\n\n'), original])],
  ['truncated', () => original.subarray(0, original.length - 200)],
])('intake refuses %s by name', async (code, make) => {
  const inspection = inspectForSigning(await make(), { maxBytes: 2_000_000 });
  expect(inspection.refusals.map((one) => one.code)).toContain(code);
});
