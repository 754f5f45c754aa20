import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openPdf, signatureFields, type PdfFile } from '#pdf/read';
import { array, beginUpdate, dict, hex, name, ref, signedParts, text, writeContents, type FinishedUpdate, type IncrementalUpdate, type WritableEntries } from '#pdf/write';
import { addUnsignedAttribute, buildSignedAttributes, buildSignedData, encodeAttribute, encodeOid, octetString, sequence, setOf, timeOf, tlv, type SignedDataParts } from '#pki/build';
import { Oid, readDer, Tag } from '#pki/parse';
import { completeDocument, lintArchive, lintEvidence, lintFields, lintForm, lintPermissions, lintSignature, lintStructure, prepareMinutes, requirements, type LintFinding } from '#pades';
import { writeDocumentTimestamp } from '../complete/document-timestamp.js';
import { hashHead } from '../sign/embed.js';
import { createTestSigner, prepareRequest, onePagePdf, type TestSigner } from '../testing/test-signer.js';

let world: TestSigner;
let prepared: Buffer;
let fieldNames: readonly string[];
let signed: Buffer;
let completed: Buffer;

beforeAll(async () => {
  world = await createTestSigner();
  const original = await onePagePdf();
  const made = await prepareMinutes(prepareRequest(original));
  fieldNames = made.fields.map((field) => field.name);
  prepared = Buffer.concat([original, made.update]);
  signed = await world.append(prepared, 'Signature1', 'Anna Ek');
  completed = await complete(signed);
});

async function complete(head: Uint8Array, changes: Partial<Parameters<typeof completeDocument>[0]> = {}): Promise<Buffer> {
  const { pki, evidence, timestamps } = world;
  const { updates } = await completeDocument({ head, evidence, timestamps, anchors: [pki.root.der], now: pki.now, ...changes });
  return Buffer.concat([head, ...updates.map(({ update }) => update)]);
}

/** The last occurrence replaced by something equally long, so that every offset stays true. */
function replaced(bytes: Buffer, from: string, to: string): Buffer {
  const at = bytes.lastIndexOf(from, undefined, 'latin1');
  if (at < 0 || from.length !== to.length) throw new Error(`cannot replace ${from}`);
  const copy = Buffer.from(bytes);
  copy.write(to, at, 'latin1');
  return copy;
}

function updated(head: Uint8Array, change: (update: IncrementalUpdate) => void): Buffer {
  const update = beginUpdate(openPdf(head));
  change(update);
  return Buffer.concat([head, update.finish().update]);
}

interface Wrong {
  readonly dictionary?: WritableEntries;
  /** Attributes besides those of the baseline, or all of them. */
  readonly more?: readonly Uint8Array[];
  readonly attributes?: (digest: Uint8Array) => Uint8Array;
  readonly parts?: Partial<SignedDataParts>;
  readonly after?: (cms: Uint8Array) => Uint8Array;
}

/** A signature in the first field as somebody else might make it: right but for one thing. */
async function signedWrongly({ dictionary = {}, more = [], attributes, parts = {}, after = (cms) => cms }: Wrong): Promise<Buffer> {
  const { certificate, chain, signer } = await world.identity('Anna Ek');
  const document = openPdf(prepared);
  const field = signatureFields(document.current)[0]?.reference;
  if (field === undefined) throw new Error('no field');
  const update = beginUpdate(document);
  const value = update.allocate();
  update.putSignature(value, { Type: name('Sig'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.CAdES.detached'), M: text('D:20260504120000Z'), ...dictionary }, { contentsLength: 12_000 });
  update.patchDictionary(ref(field.objectNumber), { V: value });
  const finished = update.finish();
  const hash = createHash('sha256').update(prepared);
  for (const part of signedParts(finished)) hash.update(part);
  const digest = hash.digest();
  const usual = buildSignedAttributes({ contentDigest: digest, signingCertificate: certificate, hash: 'sha256' });
  const signedAttributes = attributes?.(digest) ?? setOf([...readDer(usual).children().map(({ encoded }) => encoded), ...more]);
  const signature = await signer.sign(signedAttributes);
  writeContents(finished, after(buildSignedData({ signedAttributes, signature, algorithm: signer.algorithm, certificates: [certificate, ...chain], ...parts })));
  return Buffer.concat([prepared, finished.update]);
}

/** The usual attributes without one, or with one replaced. */
const without = (oid: string, instead: readonly Uint8Array[] = []) => (digest: Uint8Array): Uint8Array => {
  const usual = buildSignedAttributes({ contentDigest: digest, signingCertificate: certificateOfNobody(), hash: 'sha256' });
  return setOf([...readDer(usual).children().map(({ encoded }) => encoded).filter((encoded) => !Buffer.from(encoded).includes(Buffer.from(encodeOid(oid)))), ...instead]);
};
const certificateOfNobody = () => world.pki.issuing.der;

const policy = () => encodeAttribute('1.2.840.113549.1.9.16.2.15', sequence(encodeOid('1.2.3'), sequence(sequence(encodeOid('2.16.840.1.101.3.4.2.1')), octetString(new Uint8Array(32)))));
const stampedAt = async (cms: Uint8Array, at: Date | undefined, tsa?: TestSigner['pki']['tsa'], over?: Uint8Array): Promise<Uint8Array> => {
  const value = over ?? signatureIn(cms);
  return addUnsignedAttribute(cms, encodeAttribute(Oid.signatureTimeStampToken, await world.pki.timestamp(createHash('sha256').update(value).digest(), 'sha256', at, tsa)));
};
const signatureIn = (cms: Uint8Array): Uint8Array => {
  const info = readDer(cms).children()[1]?.only(Tag.sequence).children().at(-1)?.children()[0]?.children() ?? [];
  return info.filter(({ tag }) => tag === Tag.octetString).at(-1)?.content ?? new Uint8Array();
};
async function signedAndStamped(make: (cms: Uint8Array) => Promise<Uint8Array>): Promise<Buffer> {
  let kept = new Uint8Array();
  const basic = await signedWrongly({ after: (cms) => (kept = new Uint8Array(cms)) });
  const cms = Buffer.from(await make(kept)).toString('hex').toUpperCase();
  return replaced(basic, Buffer.from(kept).toString('hex').toUpperCase().padEnd(cms.length, '0'), cms);
}

/** The signerInfos of a message, changed. */
const withSigners = (change: (infos: readonly Uint8Array[]) => Uint8Array[]) => (cms: Uint8Array): Uint8Array => {
  const [type, wrapped] = readDer(cms).children();
  const parts = wrapped?.only(Tag.sequence).children() ?? [];
  const infos = parts.at(-1)?.children().map(({ encoded }) => encoded) ?? [];
  return sequence(type?.encoded ?? new Uint8Array(), tlv(0xa0, sequence(...parts.slice(0, -1).map(({ encoded }) => encoded), tlv(Tag.set, ...change(infos)))));
};
const withByteFlipped = (bytes: Uint8Array, fromEnd: number): Uint8Array => Uint8Array.from(bytes, (byte, index) => (index === bytes.length - fromEnd ? byte ^ 1 : byte));

const lintB = async (wrong: Wrong) => lintSignature(await signedWrongly(wrong), { level: 'B-B' });
const attribute = (oid: string) => encodeAttribute(oid, octetString(new Uint8Array(1)));

/** An update and the document that it is said to stand behind. */
function structure(change: (update: IncrementalUpdate) => void = (update) => void update.add(1), told: { document?: (document: PdfFile) => PdfFile; finished?: (finished: FinishedUpdate) => FinishedUpdate; head?: Uint8Array } = {}): LintFinding[] {
  const document = openPdf(told.head ?? signed);
  const update = beginUpdate(document);
  change(update);
  const finished = update.finish();
  return lintStructure(told.document?.(document) ?? document, told.finished?.(finished) ?? finished);
}
const inUpdate = (from: string, to: string) => ({ finished: (finished: FinishedUpdate) => ({ ...finished, update: replaced(Buffer.from(finished.update), from, to) }) });
const fieldReference = (head: Uint8Array = prepared) => ref(signatureFields(openPdf(head).current)[1]?.reference?.objectNumber ?? 0);
const valueReference = () => ref(signatureFields(openPdf(signed).current)[0]?.valueReference?.objectNumber ?? 0);

/** A store over the signed file with exactly this in it. */
function withStore(certs: readonly Uint8Array[], crls: readonly Uint8Array[], ocsps: readonly Uint8Array[], related?: (update: IncrementalUpdate) => WritableEntries): Buffer {
  return updated(signed, (update) => {
    const streams = (ders: readonly Uint8Array[]) => (ders.length === 0 ? undefined : array(ders.map((der) => update.addStream({}, der))));
    update.setCatalogEntry('DSS', update.add(dict({ Type: name('DSS'), Certs: streams(certs), CRLs: streams(crls), OCSPs: streams(ocsps), VRI: related === undefined ? undefined : dict(related(update)) })));
  });
}
const chainCerts = () => [world.pki.root.der, world.pki.issuing.der, world.pki.tsa.der];

const bad: Readonly<Record<string, () => readonly LintFinding[] | Promise<readonly LintFinding[]>>> = {
  'BB-01': () => lintSignature(replaced(signed, '00>', '01>')),
  'BB-02': () => lintSignature(replaced(signed, '/Filter /Adobe.PPKLite', '/Fitler /Adobe.PPKLite')),
  'BB-03': () => lintSignature(replaced(signed, '/ETSI.CAdES.detached', '/adbe.pkcs7.detached')),
  'BB-04': () => lintB({ dictionary: { M: text('D:20260504120000') } }),
  'BB-05': () => lintSignature(replaced(signed, '/ByteRange [0 ', '/ByteRange [1 ')),
  'BB-06': () => lintB({ dictionary: { Cert: hex(new Uint8Array(1)) } }),
  'BB-07': () => lintB({ dictionary: { Reason: text('I agree') }, more: [attribute('1.2.840.113549.1.9.16.2.16')] }),
  'BB-08': () => lintSignature(updated(prepared, (update) => update.patchDictionary(fieldReference(), { V: dict({ Type: name('Sig'), Contents: hex(new Uint8Array(8)) }) }))),
  'BB-09': () => lintB({ dictionary: { Type: name('Signature') } }),
  'BB-10': () => lintB({ after: withSigners((infos) => [...infos, ...infos]) }),
  'BB-11': () => lintB({ parts: { content: { type: Oid.data, octets: new Uint8Array(1) } } }),
  'BB-12': () => lintB({ parts: { includeCertificates: false } }),
  'BB-13': () => lintB({ attributes: without(Oid.contentType) }),
  'BB-14': () => lintSignature(replaced(signed, '%PDF-1.', '%PDF-2.')),
  'BB-15': () => lintB({ attributes: without(Oid.signingCertificateV2) }),
  'BB-16': () => lintB({ more: [encodeAttribute(Oid.signingTime, timeOf(world.pki.now))] }),
  'BB-17': () => lintB({ more: [attribute('1.2.840.113549.1.9.16.2.18'), attribute('0.4.0.19122.1.1')] }),
  'BB-18': () => lintB({ more: [attribute('1.2.840.113549.1.9.16.2.4')] }),
  'BB-19': () => lintB({ after: (cms) => withByteFlipped(cms, 2) }),
  'BB-20': () => lintB({ more: [encodeAttribute(Oid.cmsAlgorithmProtection, sequence(sequence(encodeOid('2.16.840.1.101.3.4.2.3')), tlv(0xa1, encodeOid('1.2.840.10045.4.3.4'))))] }),
  'EPES-01': () => lintB({ dictionary: { Reason: text('I agree') }, more: [policy()] }),
  'BT-01': async () => lintSignature(await signedWrongly({})),
  'BT-02': async () => lintSignature(await signedAndStamped((cms) => stampedAt(cms, new Date(world.pki.now.getTime() + 7_200_000)))),
  'BT-02b': async () => lintSignature(await signedAndStamped((cms) => stampedAt(cms, new Date(world.pki.now.getTime() - 7_200_000)))),
  'BT-03': async () => lintSignature(await signedAndStamped((cms) => stampedAt(cms, undefined, undefined, new Uint8Array(8)))),
  'BT-04': () => structure((update) => update.patchDictionary(valueReference(), { Name: text('Somebody Else') })),
  'BT-05': async () => {
    const both = await world.pki.issue({ subject: 'Not for time-stamps alone', issuer: world.pki.root, keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpTimeStamping, '1.3.6.1.5.5.7.3.1'] });
    return lintSignature(await signedAndStamped((cms) => stampedAt(cms, undefined, both)));
  },
  'BLT-01': () => lintEvidence(withStore(chainCerts(), [], [])),
  'BLT-02': () => lintArchive(signed),
  'BLT-03': () => lintArchive(replaced(completed, '/Type /DSS /Certs', '/Type /DSS /Xerts')),
  'BLT-04': () => lintEvidence(withStore(chainCerts(), [Buffer.from('no list')], [])),
  'BLT-05': () => lintB({ after: (cms) => addUnsignedAttribute(cms, attribute('1.2.840.113549.1.9.16.2.24')) }),
  'BLT-06': () => lintEvidence(withStore(chainCerts(), [], [], (update) => ({ abc: update.add(dict({})) }))),
  'BLT-07': () => lintEvidence(updated(completed, (update) => update.setCatalogEntry('DSS', dict({ Type: name('DSS') })))),
  'BLT-08': () => lintEvidence(updated(replaced(completed, '%PDF-1.7', '%PDF-1.6'), (update) => update.setCatalogEntry('Extensions', dict({ ESIC: dict({}) })))),
  'BLTA-01': () => lintArchive(replaced(completed, '/Type /DocTimeStamp', '/Type /DocTimeStomp')),
  'BLTA-02': () => lintArchive(updated(completed, (update) => update.setCatalogEntry('PageMode', name('UseNone')))),
  'BLTA-03': async () => {
    const stranger = await world.pki.issue({ subject: 'Another authority', issuer: world.pki.issuing, keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpTimeStamping] });
    const one = await writeDocumentTimestamp(openPdf(completed), hashHead(completed), { ...world.timestamps, timestamp: async (digest) => ({ token: await world.pki.timestamp(digest, 'sha256', undefined, stranger), genTime: world.pki.now, authority: 'stranger' }) });
    const first = Buffer.concat([completed, one.finished.update]);
    const two = await writeDocumentTimestamp(openPdf(first), hashHead(first), world.timestamps);
    return lintEvidence(Buffer.concat([first, two.finished.update]));
  },
  'BLTA-04': () => lintArchive(replaced(completed, '/Rect [0 0 0 0]', '/Rect [0 0 9 9]')),
  'MDP-01': async () => lintPermissions(replaced(await certified(), '/V /1.2', '/V /1.3')),
  'MDP-02': async () => lintPermissions(replaced(await certified(), '/TransformMethod /DocMDP', '/TransformMethod /DocMDX')),
  'MDP-03': async () => {
    const locked = updated(prepared, (update) => update.patchDictionary(fieldReference(), { Lock: dict({ Type: name('SigFieldLock'), Action: name('Include'), Fields: array([text('Signature2')]) }) }));
    const whole = await world.append(locked, 'Signature2', 'Bo Lind');
    return lintPermissions(Buffer.from(whole.toString('latin1').replace('/TransformMethod /FieldMDP', '/TransformMethod /FieldMDX'), 'latin1'));
  },
  'MDP-04': async () => lintFields(replaced(await world.append(await certified(), 'Signature2', 'Bo Lind'), '/V /1.2 /P 2', '/V /1.2 /P 1'), fieldNames),
  'MDP-05': () => lintFields(updated(signed, (update) => addField(update, 'Late')), ['Late']),
  'PF-01': () => structure(undefined, { finished: (finished) => ({ ...finished, startOffset: finished.startOffset + 1 }) }),
  'PF-02': () => structure(undefined, { head: signed, finished: (finished) => ({ ...finished, update: Buffer.concat([Buffer.from('\n'), finished.update]) }) }),
  'PF-04': () => structure(undefined, { document: (document) => ({ ...document, revisions: document.revisions.map((one) => ({ ...one, xrefKind: one.xrefKind === 'stream' ? 'table' : 'stream' })) }) }),
  'PF-05': () => structure(undefined, inUpdate(' n \n', ' n\n\n')),
  'PF-07': () => structure(undefined, inUpdate('/Root ', '/Boot ')),
  'PF-08': () => structure((update) => update.patchDictionary(fieldReference(), { TU: text('x') }), inUpdate(`${String(fieldReference().objectNumber)} 0 obj`, `${String(fieldReference().objectNumber)} 7 obj`)),
  'PF-09': () => structure((update) => update.patchDictionary(fieldReference(), {})),
  'PF-10': () => structure(undefined, { document: (document) => ({ ...document, headerOffset: 3 }) }),
  'PF-12': () => structure((update) => void update.addStream({ Type: name('ObjStm') }, Buffer.from('1 0 null'))),
  'PF-13': () => structure(undefined, { document: (document) => ({ ...document, encrypted: true }) }),
  'PF-15': () => structure((update) => update.putSignature(update.allocate(), { Type: name('Sig') }, { contentsLength: 100 }), { finished: (finished) => narrowed(finished) }),
  'PF-16': () => structure(undefined, { finished: (finished) => ({ ...finished, startOffset: 2 ** 31 }) }),
  'PF-17': () => lintForm(openPdf(updated(prepared, (update) => { update.setCatalogEntry('NeedsRendering', true); update.setCatalogEntry('AcroForm', dict({ Fields: array([]), XFA: text('x') })); }))),
  'PF-18': () => lintForm(openPdf(updated(prepared, (update) => addField(update, 'Signature1')))),
  'PF-19': () => structure((update) => update.patchDictionary(fieldReference(), { Rect: array([0, 0, 1, 1]) })),
  'PF-20': () => lintFields(replaced(prepared, '/F 132', '/F 130'), fieldNames),
  'PF-21': () => lintFields(replaced(prepared, '/TU ', '/TX '), fieldNames),
  'PF-22': () => lintFields(updated(prepared, (update) => update.patchDictionary(ref(openPdf(prepared).current.pages().at(-1)?.reference.objectNumber ?? 0), { Rotate: 90 })), fieldNames),
  'PF-25': async () => {
    const old = await world.pki.crl(world.pki.root, [], new Date(world.pki.now.getTime() - 60_000));
    return lintEvidence(await complete(signed, { freshness: 'current', evidence: { collect: () => Promise.resolve({ crls: [old], ocspResponses: [], certificates: [], failures: [] }) } }));
  },
  'PF-26': async () => {
    const responder = await world.pki.issue({ subject: 'Responder', issuer: world.pki.root, keyUsage: ['digitalSignature'], extendedKeyUsage: [Oid.kpOcspSigning] });
    return lintEvidence(withStore(chainCerts(), [], [await world.pki.ocsp(world.pki.issuing, undefined, undefined, responder)]));
  },
  'PF-27': async () => lintEvidence(withStore(chainCerts(), [], [await world.pki.ocsp(world.pki.issuing)])),
};

const certified = () => world.append(prepared, 'Signature1', 'Anna Ek', { certify: true });

function addField(update: IncrementalUpdate, called: string): void {
  const field = update.add(dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text(called), F: 4, Rect: array([10, 10, 90, 40]) }));
  update.addFields([field]);
}

/** The blanks behind the ByteRange taken away and put elsewhere: all else stays where it was. */
function narrowed(finished: FinishedUpdate): FinishedUpdate {
  const whole = Buffer.from(finished.update).toString('latin1');
  const range = /\[0 \d+ \d+ \d+\]( +)\/Contents/.exec(whole);
  if (range === null) throw new Error('no ByteRange');
  const [found, blanks = ''] = range;
  return { ...finished, update: Buffer.from(whole.replace(found, `${blanks.slice(1)}${found.replace(blanks, ' ')}`), 'latin1') };
}

const ids = (findings: readonly LintFinding[]) => [...new Set(findings.map(({ id }) => id))];
const checked = Object.entries(requirements).flatMap(([id, requirement]) => ('lint' in requirement ? [id] : []));

test('what we make breaks none of them, at every stage', () => {
  expect([...lintForm(openPdf(prepared), fieldNames), ...lintFields(prepared, fieldNames)]).toEqual([]);
  for (const whole of [signed, completed]) expect([...lintSignature(whole), ...lintPermissions(whole), ...lintFields(whole, fieldNames), ...lintForm(openPdf(whole))]).toEqual([]);
  expect([...lintArchive(completed), ...lintEvidence(completed)]).toEqual([]);
  expect(structure()).toEqual([]);
  expect(structure((update) => update.putSignature(update.allocate(), { Type: name('Sig') }, { contentsLength: 100 }))).toEqual([]);
});

test('a prolonged file breaks none of them either', async () => {
  const longer = await complete(completed);
  expect([...lintSignature(longer), ...lintArchive(longer), ...lintEvidence(longer)]).toEqual([]);
});

test('every requirement that output can break has an example here that breaks it', () => {
  expect(Object.keys(bad).sort()).toEqual([...checked].sort());
});

test.each(Object.keys(bad))('%s is found where it is broken', async (id) => {
  expect(ids((await bad[id]?.()) ?? [])).toContain(id);
});

const page = path.resolve(process.cwd(), '../shared/spec/pades.md');
(existsSync(page) ? test : test.skip)('the table holds every id of the specification page, and no other', () => {
  const named = [...readFileSync(page, 'utf8').matchAll(/^- ((?:BB|EPES|BT|BLT|BLTA|MDP|PF)-\d\d[a-z]?) /gm)].map(([, id]) => id);
  expect(Object.keys(requirements).sort()).toEqual([...new Set(named)].sort());
});

test('what no output can show is said with its reason', () => {
  for (const [id, requirement] of Object.entries(requirements)) if ('notOnOutput' in requirement) expect(`${id}: ${requirement.notOnOutput}`.length).toBeGreaterThan(30);
});
