import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { chainEntry, type ChainedEntry, type EvidenceExport } from '#evidence';
import { verifyPackage } from './verify-package.js';

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
const original = Buffer.from('%PDF original');
const signed = Buffer.concat([original, Buffer.from(' prepared'), Buffer.from(' signed')]);
const lengths = [original.length, original.length + 9, signed.length];
const revisions = lengths.map((length, number) => ({ number, kind: number === 0 ? 'original' : 'signature', length, wholeSha256: sha256(signed.subarray(0, length)) }));
const scope = { bodyId: 'body-1', requestId: 'request-1' };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'justera-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function evidenceOf(change: Partial<EvidenceExport> = {}): EvidenceExport {
  const entries: ChainedEntry[] = [];
  for (const fact of [{ type: 'SignRequestSubmitted', data: { originalSha256: sha256(original) } }, { type: 'SignTaskSigned', revisions }]) {
    const last = entries.at(-1);
    entries.push(chainEntry({ ...scope, ...(last === undefined ? {} : { last: { sequence: last.entry.sequence, entryHash: last.entryHash } }) }, { at: new Date(0), actor: { kind: 'component', id: 'signer' }, ...fact }, () => '0'.repeat(64)).chained);
  }
  return { format: 'justera-evidence', version: 2, ...scope, exportedAt: new Date(0).toISOString(), entries, openings: [], revisions, head: { sequence: 2, entryHash: entries[1]!.entryHash }, ...change };
}

interface Contents {
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What the manifest says, where it is not what is there. */
  readonly listed?: Readonly<Record<string, Uint8Array>>;
  readonly requestId?: string;
}
const honest: Contents = {
  files: { 'minutes-signed.pdf': signed, 'minutes-original.pdf': original, 'evidence.json': Buffer.from(JSON.stringify(evidenceOf())), 'README.en.txt': Buffer.from('read me') },
};

async function packed({ files, listed = files, requestId = scope.requestId }: Contents, manifestOnly = false): Promise<string> {
  const manifest = { format: 'justera-package', version: 1, requestId, packedAt: new Date(0).toISOString(), files: Object.entries(listed).map(([name, bytes]) => ({ name, length: bytes.length, sha256: sha256(bytes) })) };
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(manifestOnly ? {} : files)) zip.addBuffer(Buffer.from(bytes), name, { compress: name.endsWith('.txt') });
  zip.addBuffer(Buffer.from(JSON.stringify(manifest)), 'manifest.json');
  zip.end();
  const file = path.join(folder, `${Math.random()}.zip`);
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}
const verdictOf = async (contents: Contents): Promise<unknown> => verifyPackage(await packed(contents), {});
const changed = (name: string, bytes: Uint8Array): Contents => ({ files: { ...honest.files, [name]: bytes } });

test('an honest package verifies', async () => {
  expect(await verdictOf(honest)).toMatchObject({ ok: true, files: 4, evidence: { entries: 2, newestRevisionSha256: sha256(signed) } });
});

test.each<[string, object, Contents]>([
  ['a signed file that was changed, with a manifest to match', { code: 'revision-differs', where: 'revision 1' }, changed('minutes-signed.pdf', Buffer.from(signed.toString().replace('prepared', 'prepaXed')))],
  ['a signed file cut back to an earlier revision', { code: 'revision-differs', where: 'revision 2' }, changed('minutes-signed.pdf', signed.subarray(0, lengths[1]))],
  ['a signed file with something appended', { code: 'revision-differs', where: 'revision 2' }, changed('minutes-signed.pdf', Buffer.concat([signed, Buffer.from('x')]))],
  ['another original', { code: 'original-not-recorded' }, changed('minutes-original.pdf', Buffer.from('%PDF another'))],
  ['damage on the way', { code: 'file-differs', where: 'README.en.txt' }, { ...changed('README.en.txt', Buffer.from('read you')), listed: honest.files }],
  ['a file slipped in', { code: 'file-not-listed', where: 'extra.pdf' }, { ...changed('extra.pdf', signed), listed: honest.files }],
  ['a file left out', { code: 'file-missing', where: 'README.en.txt' }, { files: Object.fromEntries(Object.entries(honest.files).filter(([name]) => name !== 'README.en.txt')), listed: honest.files }],
  ['no signed file at all', { code: 'file-missing', where: 'minutes-signed.pdf' }, { files: Object.fromEntries(Object.entries(honest.files).filter(([name]) => name !== 'minutes-signed.pdf')) }],
  ['the evidence of another case', { code: 'other-case' }, { ...honest, requestId: 'request-2' }],
  ['an entry that was edited', { code: 'entry-hash-mismatch', sequence: 1, where: 'evidence.json' }, changed('evidence.json', Buffer.from(JSON.stringify(evidenceOf()).replace('SignRequestSubmitted', 'SignRequestWithdrawn')))],
])('%s is found', async (_, broken, contents) => {
  expect(await verdictOf(contents)).toEqual({ ok: false, broken });
});

test('what is no package of ours is answered, never thrown', async () => {
  const whole = readFileSync(await packed(honest));
  const unreadable = { ok: false, broken: { code: 'package-unreadable' } };
  for (const [name, bytes] of [['cut', whole.subarray(0, whole.length - 30)], ['noise', Buffer.from('PK\u0003\u0004 and nothing more')]] as const) {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    expect(await verifyPackage(file, {})).toMatchObject(unreadable);
  }
  expect(await verifyPackage(await packed(honest, true), {})).toMatchObject({ ok: false, broken: { code: 'file-missing' } });
  // A byte anywhere in the stored bytes: found by the ZIP's own sum, or by ours.
  for (let at = 40; at < whole.length; at += 97) {
    const file = path.join(folder, 'flipped');
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    writeFileSync(file, flipped);
    const verdict = await verifyPackage(file, {});
    // Times and other fields of the ZIP itself bear no weight.
    if (verdict.ok) expect(verdict.evidence.entries).toBe(2);
  }
});
