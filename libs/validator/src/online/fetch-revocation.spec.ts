import { PDFDocument, PDFName } from 'pdf-lib';
import { certificateExtension } from '#pki/build';
import { Oid } from '#pki/parse';
import type { RevocationQuestion, RevocationSource } from '#pades';
import { appendSignature, prepareMinutes } from '#pades';
import { createSampleMinutes } from '#demo';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';
import { defaultPolicy, validate, type TrustMaterial } from '#validation';
import { fetchRevocation, lacksRevocation, withFetched } from './fetch-revocation.js';
import { revocationErrands } from './revocation-errands.js';

let pki: TestPki;
let person: TestCertificate;
let signed: Uint8Array;
let trust: TrustMaterial;

beforeAll(async () => {
  pki = await createTestPki();
  person = await pki.issue({ subject: [{ oid: Oid.commonName, value: 'Anna Ek' }], keyUsage: ['contentCommitment'], extensions: [certificateExtension.crlDistributionPoints(['http://crl.example/ca.crl'])] });
  const original = await createSampleMinutes();
  const { update, fields } = await prepareMinutes({
    original, caseId: '0190f000-0000-7000-8000-000000000001', language: 'sv', bodyName: 'Nämnden', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'X 1',
    requiredLevelOfAssurance: 'substantial', notice: { advanced: true }, validationAddress: 'https://x.example/validate', steps: [{ signatories: [{ name: 'Anna Ek', role: 'chair' }] }],
  });
  const head = Buffer.concat([original, update]);
  const appended = await appendSignature({
    head, fieldName: fields[0]?.name ?? '', signerName: 'Anna Ek', roleTitle: 'ordförande', methodText: 'test', language: 'sv', signingTime: pki.now, timeZone: 'Europe/Stockholm', level: 'B-B',
    identity: { certificate: person.der, chain: person.chain, signer: person.signer },
  });
  signed = Buffer.concat([head, appended.update]);
  trust = { signatureAnchors: [pki.root.der], sealAnchors: [], timestampAnchors: [], crls: [await pki.crl(pki.root)] };
}, 60_000);

function source(asked: RevocationQuestion[], crl: () => Promise<Uint8Array>): RevocationSource {
  return {
    collect: async (question) => {
      asked.push(question);
      return { crls: [await crl()], ocspResponses: [], certificates: [], failures: [] };
    },
  };
}

async function fetchFor(file: Uint8Array, material: TrustMaterial, from: RevocationSource) {
  const { material: fetched, failures } = await fetchRevocation(revocationErrands(file, material), from, pki.now);
  return { trust: withFetched(material, fetched), failures };
}

const judge = (material: TrustMaterial) => validate(signed, material, defaultPolicy, pki.now);

test('what is missing is fetched and passed in as data, and the second answer is another', async () => {
  const first = judge(trust);
  expect([first.signatures[0]?.indication, lacksRevocation(first)]).toEqual(['INDETERMINATE', true]);
  const asked: RevocationQuestion[] = [];
  const fetched = await fetchFor(signed, trust, source(asked, () => pki.crl(pki.issuing)));
  expect(asked.map(({ certificate }) => Buffer.from(certificate).equals(Buffer.from(person.der)))).toEqual([true]);
  const second = judge(fetched.trust);
  expect([second.signatures[0]?.indication, lacksRevocation(second)]).toEqual(['TOTAL_PASSED', false]);
});

describe('what the report says was not checked', () => {
  const online = (material: TrustMaterial) => judge(material).notChecked.filter((what) => what.startsWith('online'));
  /** The issuing CA points nowhere: only when it is an anchor itself is everything in the file answered for. */
  const closed = (): TrustMaterial => ({ ...trust, signatureAnchors: [pki.issuing.der] });
  const nothing: RevocationSource = { collect: () => Promise.resolve({ crls: [], ocspResponses: [], certificates: [], failures: ['no answer'] }) };

  test('newer revocation data, as long as nobody was asked', () => {
    expect(online(closed())).toEqual(['online-revocation']);
  });

  test('nothing of it, once everybody who could be asked about was answered for', async () => {
    const fetched = await fetchFor(signed, closed(), source([], () => pki.crl(pki.issuing)));
    expect([fetched.trust.onlineRevocation, online(fetched.trust)]).toEqual(['all', []]);
  });

  test('a part of it, when one certificate of the file points to nobody', async () => {
    const fetched = await fetchFor(signed, trust, source([], () => pki.crl(pki.issuing)));
    expect([fetched.trust.onlineRevocation, online(fetched.trust)]).toEqual(['some', ['online-revocation-partly']]);
  });

  test('all of it, when nobody answered', async () => {
    const fetched = await fetchFor(signed, closed(), nothing);
    expect([fetched.trust.onlineRevocation, online(fetched.trust)]).toEqual([undefined, ['online-revocation']]);
  });

  test.each<[string, readonly number[], 'all' | 'some']>([
    ['one certificate', [0], 'all'],
    ['more entries than are looked at', Array.from({ length: 201 }, () => 0), 'some'],
    ['one that cannot be read', [0, 1], 'some'],
  ])('asked about a file with %s in its security store', async (_, entries, expected) => {
    const pdf = await PDFDocument.create();
    pdf.addPage();
    const stored = [person.der, Buffer.from('no certificate')].map((bytes) => pdf.context.register(pdf.context.stream(bytes)));
    pdf.catalog.set(PDFName.of('DSS'), pdf.context.obj({ Certs: entries.flatMap((entry) => stored[entry] ?? []) }));
    const fetched = await fetchFor(await pdf.save(), closed(), source([], () => pki.crl(pki.issuing)));
    expect(fetched.trust.onlineRevocation).toBe(expected);
  });
});

test('a fetched list that revokes the certificate counts as much as one that does not', async () => {
  const revoked = () => pki.crl(pki.issuing, [{ serialNumber: person.certificate.serialNumber, revokedAt: new Date(pki.now.getTime() - 3_600_000) }]);
  const fetched = await fetchFor(signed, trust, source([], revoked));
  expect(judge(fetched.trust).signatures[0]?.indication).not.toBe('TOTAL_PASSED');
});

test('nothing that can be read brings no questions', async () => {
  const asked: RevocationQuestion[] = [];
  await fetchFor(Buffer.from('not a pdf'), trust, source(asked, () => pki.crl(pki.issuing)));
  expect(asked).toEqual([]);
});
