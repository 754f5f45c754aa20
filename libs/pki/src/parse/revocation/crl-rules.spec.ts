import {
  encodeExtension, explicit, integer, integerFromHex, namedBits, sequence, signatureIdentifier, signTbs, timeOf, tlv, certificateExtension,
} from '#pki/build';
import { keyIdentifierOf, Oid, parseCrl, buildAndValidatePath, revocationReasons, Tag, type Crl, type PathCode, type RevocationReason } from '#pki/parse';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';

const DAY = 86_400_000;
let pki: TestPki;
let rootList: Crl;
beforeAll(async () => {
  pki = await createTestPki();
  rootList = parseCrl(await pki.crl(pki.root));
});

const plus = (days: number): Date => new Date(pki.now.getTime() + days * DAY);

interface Entry {
  readonly of: TestCertificate;
  readonly reason?: RevocationReason;
  /** Written as certificateIssuer. */
  readonly issuedBy?: TestCertificate;
}

interface ListSpec {
  readonly signer: TestCertificate;
  /** Whose name the list carries; the signer's by default. */
  readonly issuer?: TestCertificate;
  readonly entries?: readonly Entry[];
  readonly number?: number;
  readonly base?: number;
  readonly scope?: Uint8Array;
  readonly at?: Date;
  readonly nextUpdate?: Date;
}

const directory = ({ certificate }: TestCertificate): Uint8Array => tlv(0xa4, certificate.subject.der);
const fullName = (url: string): Uint8Array => tlv(0xa0, tlv(0xa0, tlv(0x86, Buffer.from(url))));
const indirect = tlv(0x84, Uint8Array.of(0xff));
const someReasons = (...bits: number[]): Uint8Array => namedBits(bits, 0x83);

async function list(spec: ListSpec): Promise<Crl> {
  const { signer, entries = [], number = 5, at = pki.now } = spec;
  const entry = ({ of, reason = 'unspecified', issuedBy }: Entry): Uint8Array => {
    const extensions = [
      ...(reason === 'unspecified' ? [] : [encodeExtension(Oid.reasonCode, false, integer(revocationReasons[reason], Tag.enumerated))]),
      ...(issuedBy === undefined ? [] : [encodeExtension(Oid.certificateIssuer, true, sequence(directory(issuedBy)))]),
    ];
    return sequence(integerFromHex(of.certificate.serialNumber), timeOf(plus(-1)), ...(extensions.length === 0 ? [] : [sequence(...extensions)]));
  };
  const extensions = [
    certificateExtension.authorityKeyIdentifier(keyIdentifierOf(signer.certificate.spki)),
    encodeExtension(Oid.cRLNumber, false, integer(number)),
    ...(spec.base === undefined ? [] : [encodeExtension(Oid.deltaCRLIndicator, true, integer(spec.base))]),
    ...(spec.scope === undefined ? [] : [encodeExtension(Oid.issuingDistributionPoint, true, sequence(spec.scope))]),
  ];
  const tbs = sequence(
    integer(1), signatureIdentifier(signer.signer.algorithm), (spec.issuer ?? signer).certificate.subject.der, timeOf(at), timeOf(spec.nextUpdate ?? new Date(at.getTime() + 30 * DAY)),
    ...(entries.length === 0 ? [] : [sequence(...entries.map(entry))]), explicit(0, sequence(...extensions)),
  );
  return parseCrl(await signTbs(tbs, signer.signer));
}

function codeOf(leaf: TestCertificate, crls: readonly Crl[], intermediates: readonly TestCertificate[] = []): 'ok' | PathCode {
  return buildAndValidatePath(leaf.certificate, {
    anchors: [pki.root.certificate], intermediates: [pki.issuing, ...intermediates].map(({ certificate }) => certificate), at: plus(0.5), crls: [rootList, ...crls],
  }).code;
}

/** A distribution point as DER. */
const point = (parts: { readonly url?: string; readonly reasons?: readonly number[]; readonly crlIssuer?: TestCertificate }): Uint8Array =>
  sequence(
    ...(parts.url === undefined ? [] : [fullName(parts.url)]),
    ...(parts.reasons === undefined ? [] : [namedBits(parts.reasons, 0x81)]),
    ...(parts.crlIssuer === undefined ? [] : [tlv(0xa2, directory(parts.crlIssuer))]),
  );
const points = (...each: readonly Uint8Array[]): Uint8Array => encodeExtension(Oid.cRLDistributionPoints, false, sequence(...each));

const employee = (extensions: readonly Uint8Array[] = []): Promise<TestCertificate> => pki.issue({ subject: 'employee', extensions });

describe('delta CRLs (RFC 5280 §5.2.4)', () => {
  test('add and remove, on a base that fits', async () => {
    const leaf = await employee();
    const judge = async (before: readonly Entry[], after: readonly Entry[], delta: Partial<ListSpec> = {}): Promise<string> =>
      codeOf(leaf, [await list({ signer: pki.issuing, entries: before }), await list({ signer: pki.issuing, number: 6, base: 5, entries: after, at: plus(0.1), ...delta })]);
    expect(await judge([], [])).toBe('ok');
    expect(await judge([], [{ of: leaf, reason: 'superseded' }])).toBe('revoked');
    expect(await judge([{ of: leaf, reason: 'certificateHold' }], [])).toBe('revoked');
    expect(await judge([{ of: leaf, reason: 'certificateHold' }], [{ of: leaf, reason: 'removeFromCRL' }])).toBe('ok');
    expect(await judge([{ of: leaf, reason: 'keyCompromise' }], [{ of: leaf, reason: 'removeFromCRL' }])).toBe('revoked');
    // A delta that starts after the base says nothing, and the base alone still does.
    expect(await judge([{ of: leaf, reason: 'certificateHold' }], [{ of: leaf, reason: 'removeFromCRL' }], { base: 7, number: 8 })).toBe('revoked');
    expect(await judge([{ of: leaf, reason: 'certificateHold' }], [{ of: leaf, reason: 'removeFromCRL' }], { scope: tlv(0x81, Uint8Array.of(0xff)) })).toBe('revoked');
  });

  test('renew an outdated base; alone they are no list', async () => {
    const leaf = await employee();
    const base = await list({ signer: pki.issuing, at: plus(-10), nextUpdate: plus(-5) });
    const delta = await list({ signer: pki.issuing, number: 6, base: 5 });
    expect(codeOf(leaf, [base])).toBe('revocation-unknown');
    expect(codeOf(leaf, [delta])).toBe('revocation-unknown');
    expect(codeOf(leaf, [base, delta])).toBe('ok');
  });
});

describe('lists for some reasons only', () => {
  test('say "good" together, and only when no reason is left out', async () => {
    const leaf = await employee();
    const part = (entries: readonly Entry[], ...bits: number[]): Promise<Crl> => list({ signer: pki.issuing, scope: someReasons(...bits), entries });
    const compromise = await part([], 1, 2);
    expect(codeOf(leaf, [compromise])).toBe('revocation-unknown');
    expect(codeOf(leaf, [compromise, await part([], 3, 4, 5, 6, 7)])).toBe('revocation-unknown');
    expect(codeOf(leaf, [compromise, await part([], 3, 4, 5, 6, 7, 8)])).toBe('ok');
    expect(codeOf(leaf, [await part([{ of: leaf, reason: 'keyCompromise' }], 1, 2)])).toBe('revoked');
  });

  test('and a whole list that a distribution point asks for some reasons only is not whole', async () => {
    const leaf = await employee([points(point({ url: 'http://a.example/1.crl', reasons: [1, 2] }))]);
    expect(codeOf(leaf, [await list({ signer: pki.issuing, scope: fullName('http://a.example/1.crl') })])).toBe('revocation-unknown');
  });
});

describe('scope', () => {
  test('user, CA and attribute certificates; another distribution point', async () => {
    const leaf = await employee([points(point({ url: 'http://a.example/1.crl' }))]);
    const scoped = async (scope: Uint8Array): Promise<string> => codeOf(leaf, [await list({ signer: pki.issuing, scope })]);
    const flag = (number: number): Uint8Array => tlv(0x80 | number, Uint8Array.of(0xff));
    expect(await scoped(flag(1))).toBe('ok');
    expect(await scoped(flag(2))).toBe('revocation-unknown');
    expect(await scoped(flag(5))).toBe('revocation-unknown');
    expect(await scoped(fullName('http://a.example/1.crl'))).toBe('ok');
    expect(await scoped(fullName('http://a.example/2.crl'))).toBe('revocation-unknown');
  });
});

describe('indirect CRLs', () => {
  test('are believed where the certificate names their issuer, entry by entry of its issuer', async () => {
    const authority = await pki.issue({ subject: 'list authority', issuer: pki.root, keyUsage: ['cRLSign'] });
    const leaf = await employee([points(point({ crlIssuer: authority }))]);
    const plain = await employee();
    const stranger = await pki.issue({ subject: 'other CA', issuer: pki.root, ca: {} });
    const judge = async (of: TestCertificate, entries: readonly Entry[], scope: Uint8Array | undefined = indirect): Promise<string> =>
      codeOf(of, [await list({ signer: authority, entries, ...(scope.length === 0 ? {} : { scope }) })], [authority]);
    expect(await judge(leaf, [])).toBe('ok');
    expect(await judge(leaf, [{ of: leaf, issuedBy: pki.issuing }])).toBe('revoked');
    // The same number of another issuer, before and after: each entry belongs to the issuer named last (§5.3.3).
    expect(await judge(leaf, [{ of: leaf, issuedBy: stranger }])).toBe('ok');
    expect(await judge(leaf, [{ of: plain, issuedBy: pki.issuing }, { of: leaf }])).toBe('revoked');
    expect(await judge(leaf, [{ of: leaf }])).toBe('ok');
    expect(await judge(plain, [])).toBe('revocation-unknown');
    expect(await judge(leaf, [], new Uint8Array())).toBe('revocation-unknown');
  });

  test('by an authority that is revoked, of unknown standing, or of another world, are not believed', async () => {
    const other = await createTestPki({ label: 'Other' });
    const named = [{ oid: Oid.commonName, value: 'list authority' }];
    const authority = await pki.issue({ subject: named, issuer: pki.root, keyUsage: ['cRLSign'] });
    const below = await pki.issue({ subject: named, issuer: pki.issuing, keyUsage: ['cRLSign'] });
    const impostor = await other.issue({ subject: named, issuer: other.root, keyUsage: ['cRLSign'] });
    const leaf = await employee([points(point({ crlIssuer: authority }))]);
    const by = (signer: TestCertificate): Promise<Crl> => list({ signer, scope: indirect });
    const revokedAuthority = parseCrl(await pki.crl(pki.root, [{ serialNumber: authority.certificate.serialNumber, revokedAt: plus(-2) }], plus(0.1)));
    expect(codeOf(leaf, [await by(authority)], [authority])).toBe('ok');
    expect(codeOf(leaf, [await by(authority), revokedAuthority], [authority])).toBe('revocation-unknown');
    expect(codeOf(leaf, [await by(below)], [below])).toBe('revocation-unknown');
    expect(codeOf(leaf, [await by(impostor)], [impostor, other.root])).toBe('revocation-unknown');
  });
});

describe('a CRL key of its own', () => {
  test('signs for its CA once its certificate leads to the same anchor and is known to be good', async () => {
    const subject = pki.issuing.certificate.subject.rdns.flat().map(({ oid, value }) => ({ oid, value: value ?? '' }));
    const crlKey = await pki.issue({ subject, issuer: pki.root, keyUsage: ['cRLSign'] });
    const leaf = await employee();
    const own = await list({ signer: crlKey, issuer: pki.issuing });
    expect(codeOf(leaf, [own], [crlKey])).toBe('ok');
    expect(codeOf(leaf, [await list({ signer: crlKey, issuer: pki.issuing, entries: [{ of: leaf }] })], [crlKey])).toBe('revoked');
    const wrongUse = await pki.issue({ subject, issuer: pki.root, keyUsage: ['digitalSignature'] });
    expect(codeOf(leaf, [await list({ signer: wrongUse, issuer: pki.issuing })], [wrongUse])).toBe('revocation-unknown');
    const revokedKey = parseCrl(await pki.crl(pki.root, [{ serialNumber: crlKey.certificate.serialNumber, revokedAt: plus(-2) }], plus(0.1)));
    expect(codeOf(leaf, [own, revokedKey], [crlKey])).toBe('revocation-unknown');
  });

  test('two signers who vouch for each other vouch for nobody', async () => {
    const [a, b] = await Promise.all(['a', 'b'].map((name) => pki.issue({ subject: `authority ${name}`, issuer: pki.root, keyUsage: ['cRLSign'] })));
    if (a === undefined || b === undefined) throw new Error('no authorities');
    const rePoint = (subject: string, of: TestCertificate, key: TestCertificate): Promise<TestCertificate> =>
      pki.issue({ subject, issuer: pki.issuing, keyUsage: ['cRLSign'], key: key.key, extensions: [points(point({ crlIssuer: of }))] });
    const first = await rePoint('authority a', b, a);
    const second = await rePoint('authority b', a, b);
    const leaf = await employee([points(point({ crlIssuer: first }))]);
    const lists = [await list({ signer: first, scope: indirect }), await list({ signer: second, scope: indirect })];
    expect(codeOf(leaf, lists, [first, second])).toBe('revocation-unknown');
  });
});
