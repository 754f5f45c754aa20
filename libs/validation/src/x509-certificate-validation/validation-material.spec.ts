import { ParsedOnce, parseSignedData, type SignedData } from '#pki/parse';
import { createTestPki, type TestPki } from '#testing';
import { ProofsOfExistence } from '../time-stamps/proofs-of-existence.js';
import { hourAfter, trustOf } from '../testing/signed-case.js';
import { gatherMaterial } from './validation-material.js';

let pki: TestPki;
let crl: Uint8Array;
let message: SignedData;

beforeAll(async () => {
  pki = await createTestPki();
  crl = await pki.crl(pki.root);
  message = { ...parseSignedData(await pki.timestamp(new Uint8Array(32))), crls: [crl] };
});

const nothingStored = { certificates: [], crls: [], ocsps: [], exists: false };

function proven(revision: number, where: 'message' | 'store'): boolean {
  const material = where === 'message'
    ? gatherMaterial(trustOf(pki), nothingStored, [{ signedData: message, revisionIndex: 2 }], new ParsedOnce())
    : gatherMaterial(trustOf(pki), { ...nothingStored, crls: [{ der: crl, revisionIndex: 2 }], exists: true }, [], new ParsedOnce());
  const proofs = new ProofsOfExistence(hourAfter(pki.now, 10));
  proofs.add(revision, pki.now);
  return material.existedAt(crl, proofs).getTime() === pki.now.getTime();
}

test('a list inside a message lies in the gap of its revision: its own timestamp does not prove it', () => {
  expect([1, 2, 3].map((revision) => proven(revision, 'message'))).toEqual([false, false, true]);
});

test('a list in the security store is proven by the timestamp of its own revision and by later ones', () => {
  expect([1, 2, 3].map((revision) => proven(revision, 'store'))).toEqual([false, true, true]);
});

test('a list that the caller brings exists now', () => {
  const material = gatherMaterial(trustOf(pki, { crls: [crl] }), nothingStored, [], new ParsedOnce());
  const proofs = new ProofsOfExistence(hourAfter(pki.now, 10));
  proofs.add(1, pki.now);
  expect(material.existedAt(crl, proofs)).toEqual(proofs.now);
});
