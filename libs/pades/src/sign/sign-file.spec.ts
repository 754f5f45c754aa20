import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { openPdf, signatureFields } from '#pdf/read';
import { createTestPki, type TestPki } from '#testing';
import { parseTimeStampToken } from '#pki/parse';
import { lintSignature, prepareMinutes, signFile, type SignFileRequest, type TimeStampClient } from '#pades';

let pki: TestPki;
let folder: string;
let prepared: Buffer;
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  pki = await createTestPki();
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  // Larger than a chunk of the copy, so that a chunk boundary lies in it.
  await document.attach(new Uint8Array(2_500_000).map((_, i) => (i * 2_654_435_761) >>> 24), 'bilaga.bin');
  const original = await document.save();
  const { update } = await prepareMinutes({
    original, caseId: '0190f000-0000-7000-8000-000000000001', language: 'sv', bodyName: 'Kommunstyrelsen i Ängaryd', title: 'Protokoll', meetingDate: '2026-03-27', registrationNumber: 'KS 1',
    requiredLevelOfAssurance: 'substantial', notice: { advanced: true }, validationAddress: 'https://justera.angaryd.example/validate',
    steps: [{ signatories: [{ name: 'Bo Lind', role: 'chair' }, { name: 'Anna Ek', role: 'adjuster' }] }],
  });
  prepared = Buffer.concat([original, update]);
});

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-sign-'));
  writeFileSync(at('in.pdf'), prepared);
});
afterEach(() => rmSync(folder, { recursive: true }));

const timestamps: TimeStampClient = {
  tokenReserve: 6000,
  timestamp: async (digest) => {
    const token = await pki.timestamp(digest);
    return { token, genTime: parseTimeStampToken(token).genTime, authority: 'test' };
  },
};

async function sign(changes: Partial<SignFileRequest> = {}) {
  const person = await pki.oneTime({ givenName: 'Bo', surname: 'Lind' });
  const identity = { certificate: person.der, chain: person.chain, signer: person.signer };
  return signFile({
    input: at('in.pdf'), output: at('out.pdf'), fieldName: 'Signature1', signerName: 'Bo Lind', roleTitle: 'ordförande', methodText: 'e-legitimation', language: 'sv', identity,
    signingTime: pki.now, timeZone: 'Europe/Stockholm', timestamps, ...changes,
  });
}

test('the input stays, and is an exact prefix of the output, which holds a clean signature', async () => {
  const done = await sign();
  const signed = readFileSync(at('out.pdf'));
  expect(readFileSync(at('in.pdf')).equals(prepared)).toBe(true);
  expect(signed.subarray(0, prepared.length).equals(prepared)).toBe(true);
  expect(createHash('sha256').update(signed).digest('hex')).toBe(done.revisionSha256);
  expect(signed.length).toBe(done.revisionLength);
  expect(lintSignature(signed)).toEqual([]);
  await sign({ input: at('out.pdf'), output: at('out2.pdf'), fieldName: 'Signature2' });
  const twice = readFileSync(at('out2.pdf'));
  expect(lintSignature(twice)).toEqual([]);
  expect(signatureFields(openPdf(twice).current).filter(({ value }) => value !== undefined)).toHaveLength(2);
});

test('an output that exists is replaced in one step, and only by a whole file', async () => {
  writeFileSync(at('out.pdf'), 'older');
  const down: TimeStampClient = { tokenReserve: 6000, timestamp: () => Promise.reject(Object.assign(new Error('down'), { code: 'timestamp-unavailable' })) };
  await expect(sign({ timestamps: down })).rejects.toMatchObject({ code: 'timestamp-unavailable' });
  expect(readFileSync(at('out.pdf'), 'utf8')).toBe('older');
  expect(readdirSync(folder).sort()).toEqual(['in.pdf', 'out.pdf']);
  await sign();
  expect(lintSignature(readFileSync(at('out.pdf')))).toEqual([]);
});

test.each([
  ['field-not-found', { fieldName: 'Signature9' }],
  ['ENOENT', { input: '/nowhere/in.pdf' }],
  ['ENOENT', { output: '/nowhere/out.pdf' }],
  ['not-a-file', { input: '/' }],
])('a refused call leaves nothing behind: %s', async (code, changes) => {
  await expect(sign(changes)).rejects.toMatchObject({ code });
  expect(readdirSync(folder)).toEqual(['in.pdf']);
});

test('the input is not replaced, under whatever name', async () => {
  symlinkSync(at('in.pdf'), at('link.pdf'));
  for (const output of ['in.pdf', './in.pdf', 'link.pdf']) await expect(sign({ output: at(output) })).rejects.toMatchObject({ code: 'output-is-input' });
  expect(readFileSync(at('in.pdf')).equals(prepared)).toBe(true);
});

test('what is no PDF is refused, and no copy of it stays', async () => {
  writeFileSync(at('in.pdf'), Buffer.alloc(3_000_000, 0x20));
  await expect(sign()).rejects.toMatchObject({ code: 'not-a-pdf' });
  expect(readdirSync(folder)).toEqual(['in.pdf']);
});
