import { createIssuingAuthority, createOneTimeIdentity, nextCrl, type AuthorityMaterial, type SigningKey } from '#issuance';
import { appendSignature, completeDocument, prepareMinutes, type RevocationSource, type TimeStampClient } from '#pades';
import { parseCertificate, parseTimeStampToken, type Crl, type RevocationReason } from '#pki/parse';
import { createTestPki, type TestPki } from '#testing';
import { defaultPolicy, validate, type TrustMaterial, type ValidationReport } from '#validation';
import { minutesPdf } from '../../libs/signing/src/testing/real-engine.js';

// docs/runbooks/issuing-ca.md promises what happens to signatures when the issuing CA is replaced, planned or in a hurry. These are its cases, with the
// real signer and the real validator.

jest.setTimeout(120_000);

const day = new Date('2026-05-04T00:00:00Z').getTime();
const at = (clock: string): Date => new Date(day + Number(clock.slice(0, 2)) * 3_600_000 + Number(clock.slice(3)) * 60_000);
const people = ['Bo Lind', 'Anna Ek', 'Karin Ås'];

let pki: TestPki;
let root: SigningKey;
let oldCa: AuthorityMaterial;
let newCa: AuthorityMaterial;
let trust: TrustMaterial;
let prepared: Buffer;
let fields: readonly string[];

beforeAll(async () => {
  pki = await createTestPki({ now: at('08:00') });
  root = { certificate: pki.root.certificate, chain: [], signer: pki.root.signer };
  const life = { notBefore: at('00:00'), notAfter: new Date(day + 1000 * 86_400_000) };
  oldCa = await createIssuingAuthority(root, { name: { country: 'SE', commonName: 'Exempelby utfärdare 1' }, ...life });
  newCa = await createIssuingAuthority(root, { name: { country: 'SE', commonName: 'Exempelby utfärdare 2' }, ...life });
  trust = { signatureAnchors: [pki.root.der], sealAnchors: [], timestampAnchors: [pki.root.der] };
  const original = Buffer.from(await minutesPdf());
  const { update, fields: made } = await prepareMinutes({
    original, caseId: '0190f000-0000-7000-8000-000000000002', language: 'sv', bodyName: 'Kommunstyrelsen i Exempelby', title: 'Protokoll 4 maj 2026',
    meetingDate: '2026-05-04', registrationNumber: 'KS 2026/1', requiredLevelOfAssurance: 'substantial', notice: { advanced: true },
    validationAddress: 'https://justera.exempelby.example/validate', steps: [{ signatories: people.map((name) => ({ name, role: 'adjuster' as const })) }],
  });
  prepared = Buffer.concat([original, update]);
  fields = made.map(({ name }) => name);
});

function timestampsAt(time: Date): TimeStampClient {
  return {
    tokenReserve: 6000,
    timestamp: async (digest) => {
      const token = await pki.timestamp(digest, 'sha256', time);
      return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
    },
  };
}

/** Signs the field of that number with a certificate of that CA. */
async function sign(head: Buffer, index: number, ca: AuthorityMaterial, time: Date): Promise<Buffer> {
  const name = people[index] ?? '';
  const [givenName = '', surname = ''] = name.split(' ');
  const authContext = { identityProvider: 'exempel-leg', instant: time, levelOfAssurance: 'substantial', reference: 'r' } as const;
  const identity = await createOneTimeIdentity(ca, { givenName, surname, commonName: name, serialNumber: `p-${index}`, authContext }, { now: () => time });
  try {
    const { update } = await appendSignature({
      head, fieldName: fields[index] ?? '', signerName: name, roleTitle: 'justerare', methodText: 'e-legitimation', language: 'sv', identity,
      signingTime: time, timeZone: 'Europe/Stockholm', timestamps: timestampsAt(time),
    });
    return Buffer.concat([head, update]);
  } finally {
    identity.dispose();
  }
}

/** The root's lists as the ceremony makes them: one without entries, then one with the old CA in it. */
async function listOf(time: Date, revoked?: { readonly at: Date; readonly reason: RevocationReason }): Promise<Crl> {
  const life = (from: Date) => ({ thisUpdate: from, nextUpdate: new Date(from.getTime() + 30 * 86_400_000) });
  const first = await nextCrl(root, undefined, life(at('00:30')));
  if (revoked === undefined) return nextCrl(root, first, life(time));
  return nextCrl(root, first, { ...life(time), revoke: [{ certificate: oldCa.certificate, ...revoked }] });
}

async function complete(head: Buffer, time: Date, list: Crl): Promise<Buffer> {
  const evidence: RevocationSource = {
    collect: ({ certificate }) => {
      const isOfRoot = parseCertificate(certificate).isSignedBy(pki.root.certificate);
      return Promise.resolve({ crls: isOfRoot ? [list.der] : [], ocspResponses: [], certificates: [], failures: [] });
    },
  };
  const { updates } = await completeDocument({ head, evidence, timestamps: timestampsAt(time), anchors: [pki.root.der], now: time });
  return Buffer.concat([head, ...updates.map(({ update }) => update)]);
}

const judge = (file: Uint8Array, time: Date, crls: readonly Crl[] = []): ValidationReport =>
  validate(file, { ...trust, crls: crls.map(({ der }) => der) }, defaultPolicy, time);

const indications = ({ signatures }: ValidationReport) => signatures.filter(({ kind }) => kind === 'signature').map(({ indication, reasons }) => [indication, reasons.some((code) => code.includes('revoked'))]);

const passed = ['TOTAL_PASSED', false];

test('planned roll-over while a case is open: some signatures by the old CA, some by the new, complete and valid', async () => {
  let head = await sign(prepared, 0, oldCa, at('10:00'));
  head = await sign(head, 1, newCa, at('12:00'));
  head = await sign(head, 2, newCa, at('12:30'));
  const file = await complete(head, at('13:00'), await listOf(at('12:45')));
  const report = judge(file, at('14:00'));
  expect(indications(report)).toEqual([passed, passed, passed]);
  expect(report.document).toMatchObject({ status: 'valid', complete: 'yes' });
  // And it stays so when the old CA is retired for good, years later as seen from the file.
  expect(judge(file, at('20:00'), [await listOf(at('19:00'), { at: at('18:00'), reason: 'superseded' })]).document).toMatchObject({ status: 'valid', complete: 'yes' });
});

test('compromise while a case is open: what the old CA certified before stands by its timestamps, the new CA finishes the case', async () => {
  let head = await sign(prepared, 0, oldCa, at('10:00'));
  head = await sign(head, 1, newCa, at('12:00'));
  head = await sign(head, 2, newCa, at('12:30'));
  // Newer than every timestamp of the file: older ones say nothing of the authorities that made them (PF-25).
  const list = await listOf(at('12:45'), { at: at('11:00'), reason: 'cACompromise' });
  const report = judge(await complete(head, at('13:00'), list), at('14:00'));
  expect(indications(report)).toEqual([passed, passed, passed]);
  expect(report.document).toMatchObject({ status: 'valid', complete: 'yes' });
});

test('a file completed before the compromise stays valid after it, by its own evidence and with the new list beside it', async () => {
  let head = prepared;
  for (const index of [0, 1, 2]) head = await sign(head, index, oldCa, at(`10:0${index}`));
  const file = await complete(head, at('10:30'), await listOf(at('10:20')));
  for (const crls of [[], [await listOf(at('12:00'), { at: at('11:00'), reason: 'cACompromise' })]]) {
    const report = judge(file, at('15:00'), crls);
    expect(indications(report)).toEqual([passed, passed, passed]);
    expect(report.document).toMatchObject({ status: 'valid', complete: 'yes' });
  }
});

describe('the stolen key signs at noon, an hour after the compromise', () => {
  let head: Buffer;
  let list: Crl;
  beforeAll(async () => {
    head = await sign(prepared, 0, oldCa, at('10:00'));
    head = await sign(head, 1, oldCa, at('12:00'));
    list = await listOf(at('12:30'), { at: at('11:00'), reason: 'cACompromise' });
  });

  test('the control: without the new list nothing gives it away', async () => {
    expect(indications(judge(head, at('14:00'), [await listOf(at('12:30'))]))).toEqual([passed, passed]);
  });

  // EN 319 102-1 §5.2.6: a revoked CA and no proof of existence before is INDETERMINATE, for good, and not TOTAL_FAILED: nobody can tell
  // the thief's signature from a person's. Neither is accepted.
  test('its signature fails, the one from before does not, and the document is not accepted', () => {
    const report = judge(head, at('14:00'), [list]);
    expect(indications(report)).toEqual([passed, ['INDETERMINATE', true]]);
    expect(report.signatures[1]).toMatchObject({ subIndication: 'REVOKED_CA_NO_POE', timeProven: true });
    expect(report.document.status).toBe('indeterminate');
  });

  test('our signer refuses to complete such a file', async () => {
    await expect(complete(await sign(head, 2, newCa, at('12:40')), at('13:00'), list)).rejects.toMatchObject({ code: 'revoked' });
  });
});

test('a date written before the compromise helps no thief: the timestamp says when', async () => {
  // The certificate and /M claim ten o'clock; the only token to be had is of noon.
  const time = at('10:00');
  const authContext = { identityProvider: 'x', instant: time, levelOfAssurance: 'substantial', reference: 'r' } as const;
  const identity = await createOneTimeIdentity(oldCa, { givenName: 'Bo', surname: 'Lind', commonName: 'Bo Lind', serialNumber: 'p-0', authContext }, { now: () => time });
  const { update } = await appendSignature({
    head: prepared, fieldName: fields[0] ?? '', signerName: 'Bo Lind', roleTitle: 'justerare', methodText: 'x', language: 'sv', identity,
    signingTime: time, timeZone: 'Europe/Stockholm', timestamps: timestampsAt(at('12:00')),
  });
  const report = judge(Buffer.concat([prepared, update]), at('14:00'), [await listOf(at('12:30'), { at: at('11:00'), reason: 'cACompromise' })]);
  expect(indications(report)).toEqual([['INDETERMINATE', true]]);
  expect(report.document.status).toBe('indeterminate');
});
