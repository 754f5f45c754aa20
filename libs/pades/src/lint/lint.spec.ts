import { PDFDocument } from 'pdf-lib';
import { isSigningCertificate, parseSignedData, parseTimeStampToken } from '#pki/parse';
import { createTestPki, type TestPki } from '#testing';
import { appendSignature, completeDocument, lintArchive, lintSignature, PadesError, prepareMinutes, type SigningIdentity, type TimeStampClient } from '#pades';

let pki: TestPki;
let prepared: Buffer;
let signed: Buffer;
let completed: Buffer;

beforeAll(async () => {
  pki = await createTestPki();
  const timestamps: TimeStampClient = {
    tokenReserve: 6000,
    timestamp: async (digest) => {
      const token = await pki.timestamp(digest);
      return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
    },
  };
  const document = await PDFDocument.create();
  document.addPage();
  const original = await document.save({ useObjectStreams: false });
  const { update } = await prepareMinutes({
    original, caseId: 'c1', language: 'en', bodyName: 'The board', title: 'Minutes', meetingDate: '2026-03-27', registrationNumber: '', requiredLevelOfAssurance: 'substantial',
    notice: { advanced: true }, validationAddress: 'https://justera.example/validate', steps: [{ signatories: [{ name: 'Anna Ek', role: 'chair' }] }],
  });
  const head = Buffer.concat([original, update]);
  prepared = head;
  const person = await pki.oneTime({ givenName: 'Anna', surname: 'Ek' });
  const done = await appendSignature({
    head, fieldName: 'Signature1', signerName: 'Anna Ek', roleTitle: 'chair', methodText: 'e-ID', language: 'en', signingTime: pki.now, timeZone: 'Europe/Stockholm', timestamps,
    identity: { certificate: person.der, chain: person.chain, signer: person.signer },
  });
  signed = Buffer.concat([head, done.update]);
  const evidence = { collect: async () => ({ crls: [await pki.crl(pki.root)], ocspResponses: [], certificates: [], failures: [] }) };
  const { updates } = await completeDocument({ head: signed, evidence, timestamps, anchors: [pki.root.der], now: pki.now });
  completed = Buffer.concat([signed, ...updates.map((one) => one.update)]);
});

/** The last occurrence replaced by something equally long, so that every offset stays true. */
function replaced(bytes: Buffer, from: string, to: string): Buffer {
  const at = bytes.lastIndexOf(from, undefined, 'latin1');
  if (at < 0 || from.length !== to.length) throw new Error(`cannot replace ${from}`);
  const copy = Buffer.from(bytes);
  copy.write(to, at, 'latin1');
  return copy;
}

const ids = (findings: readonly { id: string }[]) => [...new Set(findings.map(({ id }) => id))];

test('our own files have no finding', () => {
  expect(lintSignature(signed)).toEqual([]);
  expect(lintSignature(completed)).toEqual([]);
  expect(lintArchive(completed)).toEqual([]);
});

test.each([
  ['BB-02', '/Filter /Adobe.PPKLite', '/Fitler /Adobe.PPKLite'],
  ['BB-03', '/ETSI.CAdES.detached', '/adbe.pkcs7.detached'],
  ['BB-04', '/M (D:2026', '/X (D:2026'],
  ['BB-06', '/Prop_Build', '/Cert      '],
  ['BB-09', '/Type /Sig', '/Type /Xyz'],
])('%s is found: %s as %s', (id, from, to) => {
  expect(ids(lintSignature(replaced(signed, from, to)))).toContain(id);
});

test('a byte of the minutes changed is BB-14', () => {
  expect(ids(lintSignature(replaced(signed, '%PDF-1.', '%PDF-2.')))).toEqual(['BB-14']);
});

test('a signature without a time-stamp is BT-01, unless B-B was asked for', async () => {
  const person = await pki.oneTime();
  const document = await PDFDocument.create();
  document.addPage();
  const original = await document.save();
  const { update } = await prepareMinutes({
    original, caseId: 'c1', language: 'en', bodyName: 'The board', title: 'Minutes', meetingDate: '2026-03-27', registrationNumber: '', requiredLevelOfAssurance: 'substantial',
    notice: { advanced: true }, validationAddress: 'https://justera.example/validate', steps: [{ signatories: [{ name: 'Anna Ek', role: 'chair' }] }],
  });
  const head = Buffer.concat([original, update]);
  const never: TimeStampClient = { tokenReserve: 0, timestamp: () => Promise.reject(new Error('must not be asked')) };
  const basic = await appendSignature({
    head, fieldName: 'Signature1', signerName: 'Anna Ek', roleTitle: 'chair', methodText: 'e-ID', language: 'en', signingTime: pki.now, timeZone: 'UTC', timestamps: never, level: 'B-B',
    identity: { certificate: person.der, chain: person.chain, signer: person.signer },
  });
  const whole = Buffer.concat([head, basic.update]);
  expect(ids(lintSignature(whole))).toEqual(['BT-01']);
  expect(lintSignature(whole, { level: 'B-B' })).toEqual([]);
});

describe('what is handed along as read already is not believed', () => {
  const request = (identity: SigningIdentity) => ({
    head: prepared, fieldName: 'Signature1', signerName: 'Anna Ek', roleTitle: 'chair', methodText: 'e-ID', language: 'en' as const, signingTime: pki.now, timeZone: 'UTC', level: 'B-B' as const, identity,
  });
  const failure = async (identity: SigningIdentity): Promise<string> =>
    appendSignature(request(identity)).then(
      () => 'left',
      (error: unknown) => (error instanceof PadesError ? `${error.code} ${String(error.details?.['id'])}` : 'another error'),
    );

  test('a certificate that was read from other bytes: those in the identity are read', async () => {
    const [one, other] = [await pki.oneTime(), await pki.oneTime()];
    const done = await appendSignature(request({ certificate: one.der, parsed: other.certificate, chain: one.chain, signer: one.signer }));
    const [inside] = parseSignedData(done.cms).signerInfos;
    expect(inside !== undefined && isSigningCertificate(inside, one.certificate)).toBe(true);
    expect(lintSignature(Buffer.concat([prepared, done.update]), { level: 'B-B' })).toEqual([]);
  });

  test('a key that does not go with the certificate: BB-19, and nothing leaves', async () => {
    const [one, other] = [await pki.oneTime(), await pki.oneTime()];
    expect(await failure({ certificate: one.certificate.der, parsed: one.certificate, chain: one.chain, signer: other.signer })).toBe('lint-failed BB-19');
  });
});

test('a file that is only signed is no archive: BLT-02 and BLTA-01', () => {
  expect(ids(lintArchive(signed))).toEqual(['BLT-02', 'BLTA-01']);
});

test.each([
  ['BLT-03', '/Type /DSS /Certs', '/Type /DSS /Xerts'],
  ['BLTA-01', '/Type /DocTimeStamp', '/Type /DocTimeStomp'],
  ['BLTA-04', '/Rect [0 0 0 0]', '/Rect [0 0 9 9]'],
])('%s is found: %s as %s', (id, from, to) => {
  expect(ids(lintArchive(replaced(completed, from, to)))).toContain(id);
});

test('bytes behind the last document time-stamp are BLTA-02', async () => {
  const longer = await (async () => {
    const { beginUpdate, name } = await import('#pdf/write');
    const { openPdf } = await import('#pdf/read');
    const update = beginUpdate(openPdf(completed));
    update.setCatalogEntry('PageMode', name('UseNone'));
    return Buffer.concat([completed, update.finish().update]);
  })();
  expect(ids(lintArchive(longer))).toContain('BLTA-02');
});
