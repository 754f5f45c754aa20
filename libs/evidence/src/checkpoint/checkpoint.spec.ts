import { createHash } from 'node:crypto';
import { createTestPki, type TestPki } from '#testing';
import { sealCheckpoint } from '../testing/seal-checkpoint.js';
import type { Checkpoint } from './checkpoint.js';
import { parseCheckpoint } from './parse-checkpoint.js';
import { verifyCheckpoint } from './verify-checkpoint.js';
import type { TestCertificate } from '#testing';

let pki: TestPki;
let key: TestCertificate;
let checkpoint: Checkpoint;
const note = { origin: 'justera.exempel.example/log', size: 12, root: createHash('sha256').update('root').digest('hex') };

beforeAll(async () => {
  pki = await createTestPki();
  key = await pki.issue({ subject: 'Evidence log' });
  checkpoint = await sealCheckpoint(pki, key, note);
});
const trust = () => ({ sealCertificates: [key.der], timestampAnchors: [pki.root.der] });
const codeOf = (one: Checkpoint, with_ = trust()): string => {
  const verdict = verifyCheckpoint(one, with_);
  return verdict.ok ? 'ok' : verdict.code;
};

it('a checkpoint that was sealed and stamped verifies after a trip through JSON, and says by whom and when', () => {
  const read = parseCheckpoint(JSON.parse(JSON.stringify(checkpoint)));
  expect(verifyCheckpoint(read, trust())).toEqual({
    ok: true, sealedBy: 'CN=Evidence log', sealCertificateSha256: key.certificate.sha256, sealTrusted: true, stampedAt: pki.now, timestampTrusted: true,
  });
  expect(verifyCheckpoint(read)).toMatchObject({ ok: true, sealTrusted: false, timestampTrusted: false });
});

it.each([
  ['another root', { root: 'f'.repeat(64) }],
  ['another size', { size: 13 }],
  ['another log', { origin: 'elsewhere' }],
])('%s under the same seal is refused', (_, change) => {
  expect(codeOf({ ...checkpoint, note: { ...note, ...change } })).toBe('seal-invalid');
});

it('a seal by somebody else, whose certificate the same authority issued, is refused when it is known who may seal', async () => {
  const other = await sealCheckpoint(pki, await pki.issue({ subject: 'Evidence log' }), note);
  expect(codeOf(other)).toBe('seal-by-another');
  expect(verifyCheckpoint(other)).toMatchObject({ ok: true, sealTrusted: false });
});

it('a time over another seal, by an unknown authority, or none, is refused', async () => {
  const elsewhere = await createTestPki({ label: 'Elsewhere' });
  const seal = Buffer.from(checkpoint.seal, 'base64');
  const foreign = await elsewhere.timestamp(createHash('sha256').update(seal).digest());
  expect(codeOf({ ...checkpoint, timestamp: Buffer.from(foreign).toString('base64') })).toBe('timestamp-untrusted');
  const other = await sealCheckpoint(pki, key, { ...note, size: 13 });
  expect(codeOf({ ...checkpoint, timestamp: other.timestamp })).toBe('timestamp-invalid');
  expect(codeOf({ ...checkpoint, timestamp: checkpoint.seal })).toBe('timestamp-unreadable');
  expect(codeOf({ ...checkpoint, seal: 'AAAA' })).toBe('seal-unreadable');
});

it('a seal made after its certificate ended is refused: the time says so', async () => {
  const ended = await pki.issue({ subject: 'Old log', notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') });
  expect(codeOf(await sealCheckpoint(pki, ended, note), { ...trust(), sealCertificates: [ended.der] })).toBe('seal-invalid');
});

it('a signature made with the same key over the note alone is not a seal: what is sealed begins with its label', async () => {
  const unlabelled = await sealCheckpoint(pki, key, note, (bytes) => bytes.subarray(bytes.indexOf('{')));
  expect(codeOf(unlabelled)).toBe('seal-invalid');
});

it.each([
  ['a key that is not known', (c: Checkpoint) => ({ ...c, note: { ...c.note, extra: 1 } })],
  ['a size that is no count', (c: Checkpoint) => ({ ...c, note: { ...c.note, size: 1.5 } })],
  ['no seal', (c: Checkpoint) => ({ ...c, seal: '' })],
  ['another version', (c: Checkpoint) => ({ ...c, version: 2 })],
  ['nothing', () => null],
])('%s is malformed', (_, change) => {
  expect(() => parseCheckpoint(change(checkpoint))).toThrow(expect.objectContaining({ name: 'MalformedExport' }));
});
