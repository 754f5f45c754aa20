import { PDFDocument } from 'pdf-lib';
import { openPdf } from '#pdf/read';
import { parseCertificate, parseTimeStampToken } from '#pki/parse';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { appendSignature, completeDocument, prepareMinutes, type RevocationQuestion, type RevocationSource, type TimeStampClient } from '#pades';

let pki: TestPki;
let head: Uint8Array;
let timestamps: TimeStampClient;

beforeAll(async () => {
  pki = await createTestPki();
  timestamps = {
    tokenReserve: 6000,
    timestamp: async (digest) => {
      const token = await pki.timestamp(digest);
      return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
    },
  };
  const document = await PDFDocument.create();
  document.addPage();
  const original = await document.save();
  const prepared = await prepareMinutes({
    original, caseId: 'c1', language: 'sv', bodyName: 'Nämnden', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: '', requiredLevelOfAssurance: 'substantial',
    notice: { advanced: true }, validationAddress: 'https://justera.example/validate', steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }] }],
  });
  head = Buffer.concat([original, prepared.update]);
  const person = await pki.oneTime({ givenName: 'Bo', surname: 'Lind' });
  const signed = await appendSignature({
    head, fieldName: 'Signature1', signerName: 'Bo Lind', roleTitle: 'sekreterare', methodText: 'e-legitimation', language: 'sv', signingTime: pki.now, timeZone: 'Europe/Stockholm', timestamps,
    identity: { certificate: person.der, chain: person.chain, signer: person.signer },
  });
  head = Buffer.concat([head, signed.update]);
});

const source = (answer: (about: TestCertificate, question: RevocationQuestion) => Promise<Uint8Array | undefined>): RevocationSource => ({
  collect: async (question) => {
    const about = [pki.issuing, pki.tsa].find((one) => one.certificate.sha256 === parseCertificate(question.certificate).sha256);
    const crl = about === undefined ? undefined : await answer(about, question);
    return { crls: crl === undefined ? [] : [crl], ocspResponses: [], certificates: [], failures: [] };
  },
});

const complete = (evidence: RevocationSource) => completeDocument({ head, evidence, timestamps, anchors: [pki.root.der], now: pki.now });

test('the one-time certificate is asked about by nobody; the issuing CA and the time-stamping authority are (BLT-01)', async () => {
  const asked: string[] = [];
  await complete(source((about) => {
    asked.push(about.certificate.sha256);
    return pki.crl(pki.root);
  }));
  expect(asked.sort()).toEqual([pki.issuing.certificate.sha256, pki.tsa.certificate.sha256].sort());
});

test('evidence about the authority must be newer than its time-stamp (PF-25), that about a CA only current', async () => {
  const freshness = new Map<string, Date | undefined>();
  await complete(source((about, { freshAfter }) => {
    freshness.set(about.certificate.sha256, freshAfter);
    return pki.crl(pki.root);
  }));
  expect(freshness.get(pki.tsa.certificate.sha256)).toEqual(pki.now);
  expect(freshness.get(pki.issuing.certificate.sha256)).toBeUndefined();
});

test('evidence made in the second of the time-stamp is asked for again in the next', async () => {
  let asked = 0;
  const done = await complete(source((about) => {
    if (about !== pki.tsa) return pki.crl(pki.root);
    asked += 1;
    return asked === 1 ? Promise.resolve(undefined) : pki.crl(pki.root);
  }));
  expect(asked).toBe(2);
  expect(done.updates).toHaveLength(2);
});

test.each(['issuing', 'tsa'] as const)('a revoked %s certificate completes nothing', async (which) => {
  const revoked = [{ serialNumber: pki[which].certificate.serialNumber, revokedAt: new Date(pki.now.getTime() - 3_600_000) }];
  await expect(complete(source(() => pki.crl(pki.root, revoked)))).rejects.toMatchObject({ code: 'revoked' });
});

test('a chain that leads to no anchor completes nothing', async () => {
  const stranger = await createTestPki({ label: 'stranger' });
  await expect(completeDocument({ head, evidence: source(() => pki.crl(pki.root)), timestamps, anchors: [stranger.root.der], now: pki.now })).rejects.toMatchObject({ code: 'chain-incomplete' });
});

test('the store holds each object once, as streams of its own (BLT-03), and no page is touched', async () => {
  const { updates } = await complete(source(() => pki.crl(pki.root)));
  const before = openPdf(head).current;
  const view = openPdf(Buffer.concat([head, ...updates.map(({ update }) => update)])).current;
  const store = view.get(view.catalog, 'DSS');
  if (store?.kind !== 'dictionary') throw new Error('no store');
  for (const key of ['Certs', 'CRLs']) {
    const array = view.get(store, key);
    expect(array?.kind === 'array' && array.items.length > 0 && array.items.every((item) => item.kind === 'reference' && view.resolve(item).kind === 'stream')).toBe(true);
  }
  expect(view.pages().map(({ reference }) => reference?.objectNumber)).toEqual(before.pages().map(({ reference }) => reference?.objectNumber));
});
