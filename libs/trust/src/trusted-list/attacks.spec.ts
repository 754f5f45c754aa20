import { createTestPki, issueTestCertificate, type TestCertificate } from '#testing';
import { signList, unsignedList, type ListSigner, type TestList } from '../testing/build-list.js';
import type { LoadedLists } from './collected-lists.js';
import { loadLists } from './load-lists.js';
import { listOfLists } from './trusted-list.js';

const at = new Date('2026-05-04T12:00:00Z');
let operator: TestCertificate;
let stranger: TestCertificate;
let ca: TestCertificate;

beforeAll(async () => {
  const pki = await createTestPki();
  operator = await issueTestCertificate({ subject: pki.root.certificate.subject.rdns.flatMap((rdn) => rdn.map(({ oid, value }) => ({ oid, value: value ?? '' }))), notBefore: pki.root.certificate.notBefore, notAfter: pki.root.certificate.notAfter });
  stranger = pki.tsa;
  ca = pki.issuing;
});

const by = (who: TestCertificate): ListSigner => ({ key: who.key.privateKey, certificate: who.der });
const xx = (change: Partial<TestList> = {}): string => unsignedList({ territory: 'XX', services: [{ type: 'CA/QC', certificate: ca.der }], ...change });

function load(xml: string, signers: readonly Uint8Array[] = [operator.der], time = at): LoadedLists {
  return loadLists([{ source: 'list.xml', bytes: Buffer.from(xml, 'utf8') }], signers, time);
}

function refusals({ findings, lists, services }: LoadedLists): string[] {
  const refused = findings.filter(({ weight }) => weight === 'refused').map(({ code }) => code);
  if (refused.length > 0) expect([lists.length, services.length]).toEqual([0, 0]);
  return refused;
}

test('a list signed by who may is used, with its services and their history', () => {
  const loaded = load(signList(xx({ services: [{ type: 'CA/QC', certificate: ca.der, status: 'withdrawn', since: '2026-03-01T00:00:00Z', history: [{ status: 'granted', since: '2020-01-01T00:00:00Z' }] }] }), by(operator)));
  expect(refusals(loaded)).toEqual([]);
  expect(loaded.services).toMatchObject([{
    provider: 'Test provider', list: { territory: 'XX', sequenceNumber: 1 },
    periods: [{ status: expect.stringMatching(/withdrawn$/u) as string, until: null }, { since: '2020-01-01T00:00:00.000Z', until: '2026-03-01T00:00:00.000Z' }],
  }]);
});

test.each<[string, string, () => string]>([
  ['signed by somebody else', 'list-signer-unknown', () => signList(xx(), by(stranger))],
  ['not signed', 'list-not-signed', () => xx()],
  ['a service added after signing', 'list-signature-invalid', () => signList(xx(), by(operator)).replace('<TSPServices>', '<TSPServices><TSPService></TSPService>')],
  ['one letter changed', 'list-signature-invalid', () => signList(xx(), by(operator)).replace('Test provider', 'Test prowider')],
  ['the certificate of the right signer beside a stranger\'s signature', 'list-signature-invalid', () => signList(xx(), { key: stranger.key.privateKey, certificate: operator.der })],
  ['bound to another certificate', 'list-signer-not-named', () => signList(xx(), by(operator), { bound: stranger.der })],
  ['an unknown digest', 'list-digest-unknown', () => signList(xx(), by(operator), { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' })],
  ['an unknown signature method', 'list-signature-algorithm-unsupported', () => signList(xx(), by(operator), { method: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' })],
  ['HMAC with the public certificate as its key', 'list-signature-algorithm-unsupported', () => signList(xx(), by(operator), { method: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1' })],
  ['a signature that covers only its own properties', 'list-signature-covers-too-little', () => signList(xx(), by(operator), { reference: '#properties' })],
  ['a document type declaration', 'list-has-dtd', () => `<!DOCTYPE TrustServiceStatusList [<!ENTITY x "y">]>${signList(xx(), by(operator))}`],
  ['an external entity', 'list-has-dtd', () => `<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]>${signList(xx(), by(operator))}`],
  ['not well-formed', 'list-malformed', () => signList(xx(), by(operator)).slice(0, -3)],
  ['ten thousand elements deep', 'list-too-large', () => `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`],
  ['some other XML', 'list-not-signed', () => '<html></html>'],
  ['an unknown version', 'list-version-unsupported', () => signList(xx().replace('Identifier>6<', 'Identifier>9<'), by(operator))],
  ['past its next update', 'list-expired', () => signList(xx({ nextUpdate: '2026-05-04T11:59:59Z' }), by(operator))],
  ['closed', 'list-closed', () => signList(xx({ nextUpdate: null }), by(operator))],
  ['of the future', 'list-not-yet-issued', () => signList(xx({ issuedAt: '2026-06-01T00:00:00Z' }), by(operator))],
])('refused, with its own code: %s', (_, code, build) => {
  expect(refusals(load(build()))).toEqual([code]);
});

describe('signature wrapping', () => {
  const evil = (): string => xx({ sequenceNumber: 99, services: [{ type: 'CA/QC', certificate: stranger.der }] });

  test('the signed list put inside a forged one, the signature moved along', () => {
    const signed = signList(xx(), by(operator), { reference: '#list' });
    expect(refusals(load(evil().replace('</TrustServiceStatusList>', `${signed}</TrustServiceStatusList>`)))).toEqual(['list-signature-covers-too-little']);
  });

  test('the forged list as root, the signature its own child, the signed list hidden in an Object', () => {
    const signed = signList(xx(), by(operator), { reference: '#list' });
    const signature = /<ds:Signature .*<\/ds:Signature>/su.exec(signed)?.[0] ?? '';
    const hidden = signature.replace('</ds:Signature>', `<ds:Object>${signed.replace(signature, '')}</ds:Object></ds:Signature>`);
    for (const root of [evil(), evil().replace('Id="list"', 'Id="other"'), evil().replace(' Id="list"', '')]) {
      expect(['list-signature-covers-too-little', 'list-signature-invalid']).toContain(refusals(load(root.replace('</TrustServiceStatusList>', `${hidden}</TrustServiceStatusList>`)))[0]);
    }
  });

  test('two signatures, one of them good', () => {
    const twice = signList(signList(xx(), by(operator)), by(operator));
    expect(refusals(load(twice))).toEqual(['list-signature-covers-too-little']);
  });

  test('comments that cut a certificate in two are not read as another certificate', () => {
    const cut = signList(xx(), by(operator)).replace('<X509Certificate>', '<X509Certificate><!-- -->');
    const { services } = load(cut);
    expect(services.map(({ certificates }) => Buffer.from(certificates[0] ?? []).equals(Buffer.from(ca.der)))).toEqual([true]);
  });
});

describe('a list of lists', () => {
  const lotl = (signer: TestCertificate): string => unsignedList({ territory: 'EU', type: listOfLists, pointers: [{ territory: 'XX', location: 'https://xx.example/tl.xml', certificates: [signer.der] }] });
  const both = (lotlXml: string, nationalXml: string) =>
    loadLists([{ source: 'xx.xml', bytes: Buffer.from(nationalXml) }, { source: 'lotl.xml', bytes: Buffer.from(lotlXml) }], [operator.der], at);

  test('lends its trust to the list it points to', () => {
    const { lists, services } = both(signList(lotl(stranger), by(operator)), signList(xx(), by(stranger)));
    expect([lists.map(({ territory }) => territory), services.length]).toEqual([['EU', 'XX'], 1]);
  });

  test('not to a list of another territory, and not when it does not hold itself', () => {
    const other = signList(unsignedList({ territory: 'YY', services: [{ type: 'CA/QC', certificate: ca.der }] }), by(stranger));
    expect(both(signList(lotl(stranger), by(operator)), other).findings).toMatchObject([{ source: 'xx.xml', code: 'list-signer-unknown' }]);
    const broken = both(signList(lotl(stranger), by(operator)).replace('xx.example', 'yy.example'), signList(xx(), by(stranger)));
    expect([broken.services.length, broken.findings.map(({ code }) => code)]).toEqual([0, ['list-signature-invalid', 'list-signer-unknown']]);
  });
});

test('of two issues of one list the newer one counts', () => {
  const source = (name: string, change: Partial<TestList>) => ({ source: name, bytes: Buffer.from(signList(xx(change), by(operator))) });
  const { services, findings } = loadLists([source('new.xml', { sequenceNumber: 8, services: [] }), source('old.xml', { sequenceNumber: 7 })], [operator.der], at);
  expect([services.length, findings.map(({ code }) => code)]).toEqual([0, ['list-older-than-known']]);
});
