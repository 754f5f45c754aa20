import { createTestPki, type TestPki } from '#testing';
import { defaultPolicy } from './policy/signature-validation-policy.js';
import { signSmall } from './testing/sign-small.js';
import { hourAfter, trustOf } from './testing/signed-case.js';
import { appendByHand, numbers, smallDocument } from './testing/small-document.js';
import { validate } from './validate.js';

/** What is looked at once for all signatures must not lend one signature what is true of another. */
let pki: TestPki;
let impostor: TestPki;

beforeAll(async () => {
  pki = await createTestPki();
  impostor = await createTestPki();
}, 60_000);

async function signedBy(...authorities: readonly TestPki[]): Promise<Buffer> {
  let bytes = smallDocument({ signatureFields: authorities.map((_, i) => ({ name: `Signature${i + 1}` })) });
  for (const [i, authority] of authorities.entries()) bytes = await signSmall(bytes, { pki: authority, signer: await authority.oneTime(), fieldName: `Signature${i + 1}` });
  return bytes;
}

async function judge(bytes: Uint8Array, of: TestPki = pki) {
  return validate(bytes, trustOf(of, { crls: [await of.crl(of.root)] }), defaultPolicy, hourAfter(pki.now, 0.5));
}

test.each<[string, () => TestPki[], string[]]>([
  ['last', () => [pki, impostor], ['trusted', 'untrusted']],
  ['first', () => [impostor, pki], ['untrusted', 'trusted']],
  ['between', () => [pki, impostor, pki], ['trusted', 'untrusted', 'trusted']],
])('an authority of the same name and another key, whose signature comes %s, borrows nothing from the one we trust', async (_, authorities, expected) => {
  const report = await judge(await signedBy(...authorities()));
  expect(report.signatures.map(({ trust }) => trust.status)).toEqual(expected);
  expect(report.signatures.map(({ integrity }) => integrity)).toEqual(expected.map(() => 'intact'));
  expect(report.document.status).toBe('indeterminate');
});

test('two validations share nothing: whom the first one trusted is nobody to the second', async () => {
  const bytes = await signedBy(pki, pki);
  expect((await judge(bytes)).document.status).toBe('valid');
  expect((await judge(bytes, impostor)).document.status).toBe('indeterminate');
  expect((await judge(bytes)).document.status).toBe('valid');
});

test.each<[string, Readonly<Record<number, string>>]>([
  ['a page', { [numbers.firstPage + 1]: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents ${numbers.firstContent + 1} 0 R >>` }],
  ['what a page draws', { [numbers.firstContent + 1]: '<< /Length 2 >>\nstream\nBT\nendstream' }],
  ['the tree of pages', { [numbers.pages]: `<< /Type /Pages /Count 1 /Kids [${numbers.firstPage} 0 R] >>` }],
])('the number of %s, used anew between two signatures, is another object from there on', async (_, objects) => {
  const first = await signedBy(pki);
  const changed = appendByHand(first, objects);
  const second = await signSmall(changed, { pki, signer: await pki.oneTime(), fieldName: 'Later' });
  const report = await judge(second);
  expect(report.document.status).toBe('not-valid');
  expect(report.signatures.map(({ changesAfter, integrity }) => [changesAfter, integrity])).toEqual([['forbidden', 'intact'], ['none', 'intact']]);
});
