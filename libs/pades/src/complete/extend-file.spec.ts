import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { extendDocument, extendFile, lintArchive, lintEvidence, lintSignature, prepareMinutes, signAndExtendFile, type ExtendFileRequest } from '#pades';
import { asArray, asDictionary, asReference, openPdf } from '#pdf/read';
import { array, beginUpdate, dict, name, signedParts, text, writeContents, type IncrementalUpdate, type WritableEntries } from '#pdf/write';
import { createTestSigner, prepareRequest, type TestSigner } from '../testing/test-signer.js';

let signer: TestSigner;
let folder: string;
let prepared: Buffer;
let signed: Buffer;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  signer = await createTestSigner();
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  // Larger than a chunk of the copy and of the hash, so that a boundary lies in it.
  await document.attach(new Uint8Array(2_500_000).map((_, i) => (i * 2_654_435_761) >>> 24), 'bilaga.bin');
  const original = await document.save();
  const { update } = await prepareMinutes(prepareRequest(original));
  prepared = Buffer.concat([original, update]);
  signed = await signer.append(prepared, 'Signature1', 'Bo Lind');
}, 60_000);
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-extend-'));
  writeFileSync(at('in.pdf'), signed);
});
afterEach(() => rmSync(folder, { recursive: true }));

const extension = () => ({ evidence: signer.evidence, timestamps: signer.timestamps, anchors: [signer.pki.root.der], now: signer.pki.now });
const extend = (changes: Partial<ExtendFileRequest> = {}) => extendFile({ input: at('in.pdf'), output: at('out.pdf'), level: 'B-LTA', ...extension(), ...changes });

test('a file on disk becomes B-LTA: the input is an exact prefix, every lint is clean, the hash is the file\'s', async () => {
  const done = await extend();
  const { sha256, updates, timestampedAt } = done;
  const whole = readFileSync(at('out.pdf'));
  expect(readFileSync(at('in.pdf')).equals(signed)).toBe(true);
  expect(whole.subarray(0, signed.length).equals(signed)).toBe(true);
  expect([...lintSignature(whole), ...lintArchive(whole), ...lintEvidence(whole)]).toEqual([]);
  expect(createHash('sha256').update(whole).digest('hex')).toBe(sha256);
  expect(updates.map(({ kind }) => kind)).toEqual(['securityStore', 'documentTimestamp']);
  expect(timestampedAt).toBeInstanceOf(Date);
  // On disk and in memory the same is done; signatures, and with them lengths, differ each time.
  const { updates: inMemory, certificates, crls } = await extendDocument({ head: signed, level: 'B-LTA', ...extension() });
  expect({ kinds: inMemory.map(({ kind }) => kind), certificates, crls }).toEqual({ kinds: updates.map(({ kind }) => kind), certificates: done.certificates, crls: done.crls });
  await extend({ input: at('out.pdf'), output: at('again.pdf') });
  const prolonged = readFileSync(at('again.pdf'));
  expect([...lintArchive(prolonged), ...lintEvidence(prolonged)]).toEqual([]);
});

test('signed and extended in one step: it appears when it has its level, with the hash that is told', async () => {
  writeFileSync(at('in.pdf'), prepared);
  const person = await signer.pki.oneTime({ givenName: 'Bo', surname: 'Lind' });
  const request = {
    input: at('in.pdf'), output: at('out.pdf'), fieldName: 'Signature1', signerName: 'Bo Lind', roleTitle: 'sekreterare', methodText: 'e-legitimation', language: 'sv' as const,
    identity: { certificate: person.der, chain: person.chain, signer: person.signer }, signingTime: signer.pki.now, timeZone: 'Europe/Stockholm', timestamps: signer.timestamps,
  };
  const nobody = { collect: () => Promise.resolve({ crls: [], ocspResponses: [], certificates: [], failures: [] }) };
  await expect(signAndExtendFile(request, { level: 'B-LTA', ...extension(), evidence: nobody })).rejects.toMatchObject({ code: 'revocation-unavailable' });
  expect(readdirSync(folder)).toEqual(['in.pdf']);
  const { sha256, signed: signature } = await signAndExtendFile(request, { level: 'B-LTA', ...extension() });
  const whole = readFileSync(at('out.pdf'));
  expect([...lintSignature(whole), ...lintArchive(whole), ...lintEvidence(whole)]).toEqual([]);
  expect(createHash('sha256').update(whole).digest('hex')).toBe(sha256);
  expect(createHash('sha256').update(whole.subarray(0, signature.revisionLength)).digest('hex')).toBe(signature.revisionSha256);
});

test('a file that has all that was asked for comes out as a copy', async () => {
  await extend({ level: 'B-T' });
  expect(readFileSync(at('out.pdf')).equals(signed)).toBe(true);
});

test.each<[string, Partial<ExtendFileRequest>]>([
  ['ENOENT', { input: '/nowhere/in.pdf' }],
  ['ENOENT', { output: '/nowhere/out.pdf' }],
  ['not-a-file', { input: '/' }],
  ['timestamp-unavailable', { timestamps: { tokenReserve: 6000, timestamp: () => Promise.reject(Object.assign(new Error('down'), { code: 'timestamp-unavailable' })) } }],
])('a refused call leaves nothing behind, and an older output as it was: %s', async (code, changes) => {
  writeFileSync(at('out.pdf'), 'older');
  await expect(extend(changes)).rejects.toMatchObject({ code });
  expect(readdirSync(folder).sort()).toEqual(['in.pdf', 'out.pdf']);
  expect(readFileSync(at('out.pdf'), 'utf8')).toBe('older');
});

test('what is not signed is not extended, and the input is not replaced under another name', async () => {
  symlinkSync(at('in.pdf'), at('link.pdf'));
  await expect(extend({ output: at('link.pdf') })).rejects.toMatchObject({ code: 'output-is-input' });
  writeFileSync(at('in.pdf'), prepared);
  await expect(extend()).rejects.toMatchObject({ code: 'nothing-signed' });
  expect(readdirSync(folder).sort()).toEqual(['in.pdf', 'link.pdf']);
});

test('a document time-stamp of others, over SHA-512, stands, and the file is prolonged behind it', async () => {
  const update = beginUpdate(openPdf(signed));
  const value = update.allocate();
  update.putSignature(value, { Type: name('DocTimeStamp'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.RFC3161') }, { contentsLength: 6000 });
  update.addFields([update.add(dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text('Archive'), F: 132, Rect: array([0, 0, 0, 0]), V: value }))]);
  const finished = update.finish();
  const hash = createHash('sha512').update(signed);
  for (const part of signedParts(finished)) hash.update(part);
  writeContents(finished, await signer.pki.timestamp(hash.digest(), 'sha512'));
  writeFileSync(at('in.pdf'), Buffer.concat([signed, finished.update]));
  await extend();
  expect(lintArchive(readFileSync(at('out.pdf')))).toEqual([]);
});

describe('a security store of others', () => {
  const withStore = (entries: (update: IncrementalUpdate) => WritableEntries): Buffer => {
    const update = beginUpdate(openPdf(signed));
    update.setCatalogEntry('DSS', update.add(dict({ Type: name('DSS'), ...entries(update) })));
    return Buffer.concat([signed, update.finish().update]);
  };
  const storeOf = (bytes: Uint8Array) => {
    const { current } = openPdf(bytes);
    const store = asDictionary(current.get(current.catalog, 'DSS'));
    if (store === undefined) throw new Error('no store');
    return { store, certificates: asArray(current.get(store, 'Certs'))?.items.length ?? 0 };
  };

  test('its lists, where they are objects of their own, stay those objects and grow (PF-09)', async () => {
    const head = withStore((update) => ({ Certs: update.add(array([update.addStream({}, signer.pki.tsa.der)])), OCSPs: update.add(array([])) }));
    writeFileSync(at('in.pdf'), head);
    await extend();
    const [before, after] = [storeOf(head), storeOf(readFileSync(at('out.pdf')))];
    expect(asReference(after.store.get('Certs'))).toMatchObject({ objectNumber: asReference(before.store.get('Certs'))?.objectNumber });
    expect(after.certificates).toBeGreaterThan(before.certificates);
    expect([...lintArchive(readFileSync(at('out.pdf'))), ...lintEvidence(readFileSync(at('out.pdf')))]).toEqual([]);
  });

  test('how it was kept is not ours to refuse: odd keys, entries about nothing, a developer extension of another version', async () => {
    const stored = withStore((inner) => ({ BaseFont: name('X'), VRI: dict({ abc: dict({}), [`${'A'.repeat(40)}`]: dict({ Odd: inner.add(array([])) }) }) }));
    const update = beginUpdate(openPdf(stored));
    update.setCatalogEntry('Extensions', dict({ ESIC: dict({ BaseVersion: name('1.7'), ExtensionLevel: 2 }) }));
    const head = Buffer.concat([stored, update.finish().update]);
    writeFileSync(at('in.pdf'), head);
    await extend();
    const whole = readFileSync(at('out.pdf'));
    expect(storeOf(whole).store.get('BaseFont')).toBeDefined();
    // A whole file of our own would not pass with them.
    expect(new Set([...lintArchive(whole), ...lintEvidence(whole)].map(({ id }) => id))).toEqual(new Set(['BLT-03', 'BLT-06']));
  });
});

test('a time-stamp of others that shows something, or stamps other bytes, keeps its own verdict and stops nobody from extending', async () => {
  const update = beginUpdate(openPdf(signed));
  const value = update.allocate();
  update.putSignature(value, { Type: name('DocTimeStamp'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.RFC3161') }, { contentsLength: 6000 });
  update.addFields([update.add(dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text('Archive'), F: 132, Rect: array([10, 10, 90, 40]), V: value }))]);
  const finished = update.finish();
  writeContents(finished, await signer.pki.timestamp(createHash('sha256').update('other bytes').digest()));
  writeFileSync(at('in.pdf'), Buffer.concat([signed, finished.update]));
  await extend();
  expect(lintArchive(readFileSync(at('out.pdf'))).map(({ id, fieldName }) => [id, fieldName])).toEqual([['BLTA-04', 'Archive'], ['BLTA-01', 'Archive'], ['BT-05', 'Archive']]);
});
