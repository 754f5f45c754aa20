import { certificateExtension, encodeExtension, encodeName, encodeOid, explicit, integer, sequence, tlv, type NameEntry } from '#pki/build';
import { buildAndValidatePath, Oid, type PathCode, type PolicyInputs } from '#pki/parse';
import { createTestPki, type TestCertificate, type TestPki } from '#testing';

let pki: TestPki;
beforeAll(async () => {
  pki = await createTestPki();
});

async function codeOf(leaf: TestCertificate, cas: readonly TestCertificate[], policies?: PolicyInputs): Promise<'ok' | PathCode> {
  const intermediates = cas.map(({ certificate }) => certificate);
  const { code } = buildAndValidatePath(leaf.certificate, {
    anchors: [pki.root.certificate], intermediates, at: pki.now, revocation: 'skip', ...(policies === undefined ? {} : { policies }),
  });
  return Promise.resolve(code);
}

const ascii = (tag: number, text: string): Uint8Array => tlv(tag, Buffer.from(text, 'latin1'));
const email = (text: string): Uint8Array => ascii(0x81, text);
const dns = (text: string): Uint8Array => ascii(0x82, text);
const uri = (text: string): Uint8Array => ascii(0x86, text);
const ip = (...octets: number[]): Uint8Array => tlv(0x87, Uint8Array.from(octets));
const directory = (names: readonly NameEntry[]): Uint8Array => tlv(0xa4, encodeName(names));
const registered = (oid: string): Uint8Array => tlv(0x88, encodeOid(oid).subarray(2));
const other = (text: string): Uint8Array => tlv(0xa0, encodeOid('1.2.3.4'), explicit(0, ascii(0x0c, text)));

function constraints(what: { readonly permitted?: readonly Uint8Array[]; readonly excluded?: readonly Uint8Array[]; readonly minimum?: number; readonly critical?: boolean }): Uint8Array {
  const bounds = what.minimum === undefined ? [] : [integer(what.minimum, 0x80)];
  const subtrees = (tag: number, bases: readonly Uint8Array[] | undefined): Uint8Array[] => (bases === undefined ? [] : [tlv(tag, ...bases.map((base) => sequence(base, ...bounds)))]);
  return encodeExtension(Oid.nameConstraints, what.critical ?? true, sequence(...subtrees(0xa0, what.permitted), ...subtrees(0xa1, what.excluded)));
}

const alternative = (...names: readonly Uint8Array[]): Uint8Array => encodeExtension(Oid.subjectAltName, false, sequence(...names));

describe('name constraints (RFC 5280 §4.2.1.10, §6.1.3 b and c)', () => {
  const rows: readonly [string, Parameters<typeof constraints>[0], Uint8Array, boolean][] = [
    ['a mailbox, that mailbox', { permitted: [email('anna@angaryd.example')] }, email('anna@ANGARYD.example'), true],
    ['a mailbox, another case of the box', { permitted: [email('anna@angaryd.example')] }, email('Anna@angaryd.example'), false],
    ['a host, a box on it', { permitted: [email('angaryd.example')] }, email('bo@angaryd.example'), true],
    ['a host, a box below it', { permitted: [email('angaryd.example')] }, email('bo@mail.angaryd.example'), false],
    ['a domain, a box below it', { permitted: [email('.angaryd.example')] }, email('bo@mail.angaryd.example'), true],
    ['an excluded domain', { excluded: [email('.angaryd.example')] }, email('bo@mail.angaryd.example'), false],
    ['a box that is none', { excluded: [email('.angaryd.example')] }, email('bo'), false],
    ['a name, itself', { permitted: [dns('angaryd.example')] }, dns('angaryd.example'), true],
    ['a name, one below', { permitted: [dns('angaryd.example')] }, dns('www.Angaryd.example'), true],
    ['a name, a longer label', { permitted: [dns('angaryd.example')] }, dns('notangaryd.example'), false],
    ['a name with a dot in front, itself', { permitted: [dns('.angaryd.example')] }, dns('angaryd.example'), false],
    ['all names excluded', { excluded: [dns('')] }, dns('angaryd.example'), false],
    ['a host, a URI on it', { permitted: [uri('angaryd.example')] }, uri('https://u:p@angaryd.example:8443/x?@y'), true],
    ['a host, a URI that hides another in its user', { permitted: [uri('angaryd.example')] }, uri('https://angaryd.example@evil.example/'), false],
    ['a domain, a URI below it', { permitted: [uri('.angaryd.example')] }, uri('https://www.angaryd.example'), true],
    ['an excluded host, an address in the place of a host', { excluded: [uri('evil.example')] }, uri('https://10.1.2.3/'), false],
    ['an excluded host, a URI without one', { excluded: [uri('evil.example')] }, uri('urn:x:y'), false],
    ['a network, an address in it', { permitted: [ip(10, 1, 0, 0, 255, 255, 0, 0)] }, ip(10, 1, 2, 3), true],
    ['a network, an address outside', { permitted: [ip(10, 1, 0, 0, 255, 255, 0, 0)] }, ip(10, 2, 2, 3), false],
    ['a network of the other family', { permitted: [ip(10, 1, 0, 0, 255, 255, 0, 0)] }, ip(...new Array<number>(16).fill(1)), false],
    ['a network of no length we know', { excluded: [ip(10, 1)] }, ip(10, 2, 2, 3), false],
    ['a form nobody constrains', { permitted: [dns('angaryd.example')] }, email('anna@elsewhere.example'), true],
    ['a form that cannot be compared', { permitted: [registered('1.2.3')] }, registered('1.2.3.4'), false],
    ['a form that cannot be compared, not critical', { excluded: [other('x')], critical: false }, other('y'), false],
    ['a minimum that is not 0', { permitted: [dns('angaryd.example')], minimum: 1 }, dns('www.angaryd.example'), false],
    ['a directory, a name below it', { permitted: [directory([{ oid: Oid.countryName, value: 'SE' }])] }, directory([{ oid: Oid.countryName, value: 'se' }, { oid: Oid.commonName, value: 'x' }]), true],
    ['a directory, a name elsewhere', { permitted: [directory([{ oid: Oid.countryName, value: 'SE' }])] }, directory([{ oid: Oid.countryName, value: 'NO' }]), false],
  ];

  test.each(rows)('%s', async (_, what, name, isAllowed) => {
    const ca = await pki.issue({ subject: 'constrained', issuer: pki.root, ca: {}, extensions: [constraints(what)] });
    const leaf = await pki.issue({ subject: [{ oid: Oid.countryName, value: 'SE' }], issuer: ca, extensions: [alternative(name)] });
    expect(await codeOf(leaf, [ca])).toBe(isAllowed ? 'ok' : 'name-constraints');
  });

  test('an e-mail address in the subject counts where there is no subjectAltName', async () => {
    const ca = await pki.issue({ subject: 'mail', issuer: pki.root, ca: {}, extensions: [constraints({ permitted: [email('angaryd.example')] })] });
    const subject = [{ oid: Oid.emailAddress, value: 'anna@elsewhere.example' }];
    expect(await codeOf(await pki.issue({ subject, issuer: ca }), [ca])).toBe('name-constraints');
    expect(await codeOf(await pki.issue({ subject, issuer: ca, extensions: [alternative(email('anna@angaryd.example'))] }), [ca])).toBe('ok');
  });

  test('each CA narrows: what one below permits does not widen, what one above excludes stays excluded', async () => {
    const upper = await pki.issue({ subject: 'upper', issuer: pki.root, ca: {}, extensions: [constraints({ permitted: [dns('angaryd.example')], excluded: [dns('secret.angaryd.example')] })] });
    const lower = await pki.issue({ subject: 'lower', issuer: upper, ca: {}, extensions: [constraints({ permitted: [dns('example')] })] });
    const below = (name: string): Promise<TestCertificate> => pki.issue({ subject: 'leaf', issuer: lower, extensions: [alternative(dns(name))] });
    expect(await codeOf(await below('www.angaryd.example'), [upper, lower])).toBe('ok');
    expect(await codeOf(await below('other.example'), [upper, lower])).toBe('name-constraints');
    expect(await codeOf(await below('a.secret.angaryd.example'), [upper, lower])).toBe('name-constraints');
  });

  test('subjectAltName that cannot be read is a breach as soon as anything is constrained, and else none of our business', async () => {
    const broken = encodeExtension(Oid.subjectAltName, false, sequence(ascii(0x82, 'å')));
    const ca = await pki.issue({ subject: 'names', issuer: pki.root, ca: {}, extensions: [constraints({ permitted: [email('angaryd.example')] })] });
    expect(await codeOf(await pki.issue({ subject: 'leaf', issuer: ca, extensions: [broken] }), [ca])).toBe('name-constraints');
    expect(await codeOf(await pki.issue({ subject: 'leaf', extensions: [broken] }), [pki.issuing])).toBe('ok');
  });
});

describe('policies (RFC 9618)', () => {
  const [gold, silver, white] = ['1.2.3.1', '1.2.3.2', '1.2.3.3'];
  const policies = certificateExtension.certificatePolicies;
  const mapping = (...pairs: readonly (readonly [string, string])[]): Uint8Array =>
    encodeExtension(Oid.policyMappings, true, sequence(...pairs.map(([from, to]) => sequence(encodeOid(from), encodeOid(to)))));
  const requireExplicit = (skip: number): Uint8Array => encodeExtension(Oid.policyConstraints, true, sequence(integer(skip, 0x80)));
  const inhibitMapping = (skip: number): Uint8Array => encodeExtension(Oid.policyConstraints, true, sequence(integer(skip, 0x81)));
  const inhibitAny = (skip: number): Uint8Array => encodeExtension(Oid.inhibitAnyPolicy, true, integer(skip));
  const want = (...userInitialPolicySet: string[]): PolicyInputs => ({ userInitialPolicySet, initialExplicitPolicy: true });

  async function path(caExtensions: readonly Uint8Array[], leafExtensions: readonly Uint8Array[], inputs?: PolicyInputs): Promise<'ok' | PathCode> {
    const ca = await pki.issue({ subject: 'policy CA', issuer: pki.root, ca: {}, extensions: caExtensions });
    return codeOf(await pki.issue({ subject: 'leaf', issuer: ca, extensions: leafExtensions }), [ca], inputs);
  }

  test.each<[string, Uint8Array[], Uint8Array[], PolicyInputs | undefined, boolean]>([
    ['none, and none asked for', [], [], undefined, true],
    ['none, and one required by the CA', [requireExplicit(0)], [], undefined, false],
    ['none, and one required further down than the path goes', [requireExplicit(3)], [], undefined, true],
    ['the same all the way', [policies([gold])], [policies([gold])], want(gold), true],
    ['the same all the way, another wanted', [policies([gold])], [policies([gold])], want(silver), false],
    ['different ones', [policies([gold])], [policies([silver])], { initialExplicitPolicy: true }, false],
    ['anyPolicy above', [policies([Oid.anyPolicy])], [policies([gold])], want(gold), true],
    ['anyPolicy below', [policies([gold])], [policies([Oid.anyPolicy])], want(gold), true],
    ['anyPolicy everywhere', [policies([Oid.anyPolicy])], [policies([Oid.anyPolicy])], want(gold), true],
    ['anyPolicy inhibited', [policies([gold]), inhibitAny(0)], [policies([Oid.anyPolicy])], want(gold), false],
    ['anyPolicy inhibited from the start', [policies([Oid.anyPolicy])], [policies([gold])], { ...want(gold), initialAnyPolicyInhibit: true }, false],
    ['mapped', [policies([gold]), mapping([gold, white])], [policies([white])], want(gold), true],
    ['mapped, and the target wanted', [policies([gold]), mapping([gold, white])], [policies([white])], want(white), false],
    ['mapped from anyPolicy that the CA holds', [policies([Oid.anyPolicy]), mapping([gold, white])], [policies([white])], want(gold), true],
    ['mapped, and mapping inhibited from the start', [policies([gold]), mapping([gold, white])], [policies([white])], { ...want(gold), initialPolicyMappingInhibit: true }, false],
    ['mapped, and inhibited only below', [policies([gold]), mapping([gold, white]), inhibitMapping(0)], [policies([white])], want(gold), true],
    ['mapped from anyPolicy itself', [policies([gold]), mapping([Oid.anyPolicy, white])], [policies([white])], undefined, false],
    ['mapped to anyPolicy', [policies([gold]), mapping([gold, Oid.anyPolicy])], [policies([white])], undefined, false],
  ])('%s', async (_, ca, leaf, inputs, isAllowed) => {
    expect(await path(ca, leaf, inputs)).toBe(isAllowed ? 'ok' : 'policy');
  });

  test('a path made to grow a tree exponentially is judged in no time (CVE-2023-0464)', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `1.2.3.${index + 10}`);
    const all = mapping(...many.flatMap((from) => many.map((to) => [from, to] as const)));
    let issuer = pki.root;
    const cas: TestCertificate[] = [];
    for (let depth = 0; depth < 9; depth++) {
      issuer = await pki.issue({ subject: `CA ${depth}`, issuer, ca: {}, extensions: [policies(many), all] });
      cas.push(issuer);
    }
    const leaf = await pki.issue({ subject: 'leaf', issuer, extensions: [policies([many[0] ?? ''])] });
    expect(await codeOf(leaf, cas, want(many[7] ?? ''))).toBe('ok');
    expect(await codeOf(leaf, cas, want(gold))).toBe('policy');
  }, 30_000);
});
