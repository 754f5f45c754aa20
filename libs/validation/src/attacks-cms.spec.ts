import { generateKeyPairSync } from 'node:crypto';
import { signerFromKeyObject } from '#pki/build';
import { Oid } from '#pki/parse';
import { createTestPki, newTestKey, type TestCertificate, type TestPki } from '#testing';
import { defaultPolicy } from './policy/signature-validation-policy.js';
import type { ReasonCode } from './report/reason.js';
import type { ValidationReport } from './report/validation-report.js';
import { gapsOf, messageIn, withMessage } from './testing/contents-gap.js';
import { derBytes, derNodes, derTree, type DerTree } from './testing/der-tree.js';
import { isAttribute, openMessage, signedAttributesOf, type OpenMessage } from './testing/sign-message.js';
import { signSmall } from './testing/sign-small.js';
import { hourAfter, signedCase, trustOf } from './testing/signed-case.js';
import { smallDocument } from './testing/small-document.js';
import { validate } from './validate.js';

let pki: TestPki;
let crl: Uint8Array;
let signer: TestCertificate;

beforeAll(async () => {
  pki = await createTestPki();
  crl = await pki.crl(pki.root);
  signer = await pki.oneTime();
}, 60_000);

const judge = (bytes: Uint8Array): ValidationReport => validate(bytes, trustOf(pki, { crls: [crl] }), defaultPolicy, hourAfter(pki.now, 0.5));

async function changed(change: (message: OpenMessage) => void): Promise<ValidationReport> {
  return judge(await signSmall(smallDocument(), {
    pki, signer, fieldName: 'Signature1',
    replace: (cms) => {
      const message = openMessage(cms, signer);
      change(message);
      return message.bytes();
    },
  }));
}

test('opened and put together again it is the valid message it was', async () => {
  expect((await changed(() => undefined)).document.status).toBe('valid');
  expect((await changed((message) => message.resign())).document.status).toBe('valid');
});

const encapsulated = ({ signedData }: OpenMessage): DerTree | undefined => signedData.children?.[2];
const certificatesOf = ({ signedData }: OpenMessage): DerTree | undefined => signedData.children?.find(({ tag }) => tag === 0xa0);

function withoutAttribute(message: OpenMessage, oid: string): void {
  const attributes = signedAttributesOf(message.signerInfo);
  if (attributes?.children === undefined) throw new Error('no signed attributes');
  attributes.children = attributes.children.filter((node) => !isAttribute(node, oid));
  message.resign();
}

describe('messages that are signed by the right key and built the wrong way', () => {
  test.each<[string, string, (message: OpenMessage) => void, ReasonCode]>([
    ['A-27', 'content-inside-the-message', (message) => encapsulated(message)?.children?.push({ tag: 0xa0, children: [{ tag: 0x04, content: Buffer.from('other content') }] }), 'cms-has-content'],
    ['A-27', 'empty-content-inside-the-message', (message) => encapsulated(message)?.children?.push({ tag: 0xa0, children: [{ tag: 0x04, content: Buffer.alloc(0) }] }), 'cms-has-content'],
    ['A-28', 'no-message-digest', (message) => withoutAttribute(message, Oid.messageDigest), 'content-changed'],
    ['A-28', 'no-content-type', (message) => withoutAttribute(message, Oid.contentType), 'cms-not-detached-data'],
    ['A-28', 'message-digest-twice', (message) => {
      const attributes = signedAttributesOf(message.signerInfo);
      const digest = attributes?.children?.find((node) => isAttribute(node, Oid.messageDigest));
      if (attributes?.children === undefined || digest === undefined) throw new Error('no digest');
      attributes.children.push(structuredClone(digest));
      message.resign();
    }, 'signed-attribute-duplicated'],
    ['A-28', 'attributes-taken-away-and-signed-as-content', (message) => {
      const { signerInfo } = message;
      signerInfo.children = signerInfo.children?.filter(({ tag }) => tag !== 0xa0) ?? [];
    }, 'signature-value-wrong'],
    ['A-29', 'second-signer', (message) => {
      const infos = message.signedData.children?.at(-1);
      infos?.children?.push(structuredClone(message.signerInfo));
    }, 'cms-several-signers'],
    ['A-29', 'no-signer', (message) => {
      const infos = message.signedData.children?.at(-1);
      if (infos !== undefined) infos.children = [];
    }, 'cms-several-signers'],
    ['A-30', 'no-certificates', (message) => {
      message.signedData.children = message.signedData.children?.filter(({ tag }) => tag !== 0xa0) ?? [];
    }, 'signing-certificate-missing'],
    ['A-30', 'certificate-not-bound', (message) => withoutAttribute(message, Oid.signingCertificateV2), 'signing-certificate-not-bound'],
    ['A-31', 'unknown-digest-algorithm', (message) => {
      const oid = message.signerInfo.children?.[2]?.children?.[0];
      if (oid !== undefined) oid.content = Buffer.from([0x2a, 0x03, 0x04, 0x05]);
    }, 'algorithm-unsupported'],
    ['A-31', 'digest-algorithm-weaker-than-signed', (message) => {
      const oid = message.signerInfo.children?.[2]?.children?.[0];
      if (oid !== undefined) oid.content = Buffer.from('2b0e03021a', 'hex');
    }, 'content-changed'],
  ])('%s %s', async (_, __, change, reason) => {
    const { document } = await changed(change);
    expect(document.status).not.toBe('valid');
    expect(document.reasons).toContain(reason);
  });
});

test('A-30 certificate-exchanged-for-another-with-the-same-key: the binding by hash tells', async () => {
  const other = await pki.issue({ subject: 'Somebody Else', issuer: pki.issuing, key: signer.key });
  const { document, signatures } = await changed((message) => {
    const certificates = certificatesOf(message);
    const at = certificates?.children?.findIndex((node) => derBytes(node).equals(signer.der)) ?? -1;
    if (certificates?.children === undefined || at < 0) throw new Error('no certificate of the signer');
    certificates.children[at] = derTree(Buffer.from(other.der));
  });
  expect(document.status).not.toBe('valid');
  expect(signatures[0]?.findings.some(({ code }) => code === 'signing-certificate-missing' || code === 'signing-certificate-not-bound')).toBe(true);
});

test('A-31 key-too-small', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const template = newTestKey('rsa');
  const key = { ...template, privateKey, signer: signerFromKeyObject(privateKey), spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })) };
  const weak = await pki.issue({ subject: 'Weak', issuer: pki.issuing, key, keyUsage: ['contentCommitment'] });
  const { document } = judge(await signSmall(smallDocument(), { pki, signer: weak, fieldName: 'Signature1' }));
  expect(document.status).not.toBe('valid');
  expect(document.reasons).toContain('algorithm-too-weak');
});

describe('messages in the wrong place', () => {
  test('A-33 timestamp-of-another-signature', async () => {
    const first = await signSmall(smallDocument(), { pki, signer, fieldName: 'Signature1', timestamp: true });
    const second = await signSmall(first, { pki, signer: await pki.oneTime(), fieldName: 'Signature2', timestamp: true });
    const [one, two] = gapsOf(second);
    if (one === undefined || two === undefined) throw new Error('two signatures expected');
    const [from, to] = [derTree(messageIn(second, one)), derTree(messageIn(second, two))];
    const unsigned = (tree: DerTree) => derNodes(tree).find(({ node }) => node.tag === 0xa1);
    const [theirs, ours] = [unsigned(from), unsigned(to)];
    if (theirs === undefined || ours === undefined) throw new Error('timestamps expected');
    ours.siblings[ours.siblings.indexOf(ours.node)] = theirs.node;
    const { document } = judge(withMessage(second, two, derBytes(to)) ?? second);
    expect(document).toMatchObject({ status: 'not-valid', reasons: expect.arrayContaining(['timestamp-broken']) as unknown });
  });

  test('+ message-of-one-signatory-in-the-place-of-another', async () => {
    const our = await signedCase();
    const head = our.heads.at(-1) ?? Buffer.alloc(0);
    const gaps = gapsOf(head);
    const [first, newest] = [gaps[0], gaps.at(-1)];
    if (first === undefined || newest === undefined || first === newest) throw new Error('several signatures expected');
    const swapped = withMessage(head, newest, messageIn(head, first));
    expect(our.validate(swapped ?? head).document).toMatchObject({ status: 'not-valid', reasons: expect.arrayContaining(['content-changed']) as unknown });
  }, 60_000);

  test('+ one-signatory-signs-in-the-field-of-another: every byte is right, and the wrong person signed', async () => {
    const our = await signedCase({ signatures: 1 });
    const [, field] = our.fields;
    const wrong = await our.sign(our.heads[0] ?? our.prepared, field?.name ?? '', 'Mallory Malm');
    expect(our.validate(wrong).document).toMatchObject({ status: 'not-valid', reasons: expect.arrayContaining(['signatory-mismatch']) as unknown });
  }, 60_000);

  test('+ cut-back-to-an-earlier-signature: every signature holds, and the file is not valid but incomplete', async () => {
    const our = await signedCase();
    const { document, signatures } = validate(our.heads[0] ?? our.prepared, { ...our.trust, crls: [await our.pki.crl(our.pki.root)] }, defaultPolicy, hourAfter(our.pki.now, 0.5));
    expect(signatures.map(({ indication, integrity }) => [indication, integrity])).toEqual([['TOTAL_PASSED', 'intact']]);
    expect(document).toMatchObject({ status: 'indeterminate', complete: 'no', reasons: expect.arrayContaining(['incomplete']) as unknown });
  }, 60_000);
});
