import { createTestPki, type TestPki } from '#testing';
import { DerError, nameToString, parseSignedData, ParsedOnce, sameName } from '#pki/parse';
import { signCms } from '#pki/build';

let pki: TestPki;
let impostor: TestPki;

beforeAll(async () => {
  pki = await createTestPki();
  impostor = await createTestPki();
}, 60_000);

test('the same bytes are one certificate, wherever they were found', () => {
  const once = new ParsedOnce();
  const root = once.certificate(pki.root.der);
  expect(once.certificate(new Uint8Array(pki.root.der))).toBe(root);
  expect(once.certificate(pki.issuing.der).issuer).toBe(root.subject);
});

test('two authorities of the same name stay two: whose signature a certificate bears is told of each on its own', async () => {
  const once = new ParsedOnce();
  const [ours, theirs] = [pki, impostor].map(({ issuing }) => once.certificate(issuing.der));
  const [person, other] = [once.certificate((await pki.oneTime()).der), once.certificate((await impostor.oneTime()).der)];
  if (ours === undefined || theirs === undefined) throw new Error('test is wrong');
  expect([sameName(ours.subject, theirs.subject), ours === theirs, ours.sha256 === theirs.sha256]).toEqual([true, false, false]);
  expect([person.isSignedBy(ours), person.isSignedBy(theirs), other.isSignedBy(ours), other.isSignedBy(theirs)]).toEqual([true, false, false, true]);
  expect([person.isSignedBy(theirs), person.isSignedBy(ours)]).toEqual([false, true]);
});

test('a certificate altered in its last byte, which is its signature, is another one and does not verify', () => {
  const once = new ParsedOnce();
  const whole = once.certificate(pki.issuing.der);
  const der = new Uint8Array(pki.issuing.der);
  der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
  const altered = once.certificate(der);
  const root = once.certificate(pki.root.der);
  expect([altered === whole, whole.isSignedBy(root), altered.isSignedBy(root), whole.isSignedBy(root)]).toEqual([false, true, false, true]);
});

test('what cannot be read fails every time, and keeps nothing', () => {
  const once = new ParsedOnce();
  const cut = pki.root.der.subarray(0, -1);
  for (let time = 0; time < 2; time += 1) expect(() => once.certificate(cut)).toThrow(DerError);
  expect(nameToString(once.certificate(pki.root.der).subject)).toBe(nameToString(pki.root.certificate.subject));
});

test('names that are spelled apart stay apart, though they are the same name', async () => {
  const once = new ParsedOnce();
  const [plain, shouted] = await Promise.all(['Anna Ek', 'ANNA EK'].map(async (subject) => once.certificate((await pki.issue({ subject })).der).subject));
  if (plain === undefined || shouted === undefined) throw new Error('test is wrong');
  expect([sameName(plain, shouted), plain === shouted, nameToString(plain) === nameToString(shouted)]).toEqual([true, false, false]);
});

test('two messages of one file share their issuer and not their signers', async () => {
  const once = new ParsedOnce();
  const [first, second] = await Promise.all([pki.oneTime(), pki.oneTime()].map(async (made) => {
    const signer = await made;
    return parseSignedData(await signCms({ contentDigest: new Uint8Array(32), signer: signer.signer, certificates: [signer.der, ...signer.chain] }), once);
  }));
  const shared = second?.certificates.filter((certificate) => first?.certificates.includes(certificate));
  expect(second?.certificates).toHaveLength(2);
  expect(shared?.map(({ sha256 }) => sha256)).toEqual([pki.issuing.certificate.sha256]);
});
