import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHUNK_BYTES, type Database, type HeadPosition } from '#persistence';
import { randomIds } from '#platform';
import { fillCase, sha256, type FilledCase } from '../testing/fill-case.js';
import { createCase, createTestDatabase, type TestCase, type TestDatabase } from '../testing/test-database.js';

let world: TestDatabase;
let api: Database;
let signer: Database;
let filled: FilledCase;

beforeAll(async () => {
  world = await createTestDatabase();
  [api, signer] = [await world.open('api'), await world.open('signer', 6)];
  filled = await fillCase({ api, signer, worker: await world.open('worker') });
}, 60_000);
afterAll(() => world.close());

const now = new Date();
const inBody = <T>(work: Parameters<typeof signer.inBody<T>>[1]) => signer.inBody(filled.bodyId, work);

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

test.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 12 * CHUNK_BYTES + 7])('%p bytes come back as they were put', async (length) => {
  const bytes = randomBytes(length);
  const stored = await inBody((tx) => tx.blobs.put(bytes, now));
  expect(stored).toEqual({ sha256: sha256(bytes), length });
  const back = await inBody((tx) => tx.blobs.get(stored.sha256));
  expect(Buffer.compare(Buffer.from(back), bytes)).toBe(0);
  const { rows } = await world.admin.query<{ most: number | null }>('SELECT max(length(bytes)) AS most FROM justera.blob_chunk WHERE sha256 = $1', [stored.sha256]);
  expect(rows[0]?.most ?? 0).toBeLessThanOrEqual(CHUNK_BYTES);
});

test('any range of a blob is what slice gives', async () => {
  const bytes = randomBytes(3 * CHUNK_BYTES + 100);
  const { sha256: address } = await inBody((tx) => tx.blobs.put(bytes, now));
  const edges = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, bytes.length - 1, bytes.length, bytes.length + 50];
  for (const start of edges) {
    for (const end of edges) {
      const got = await inBody((tx) => collect(tx.blobs.read(address, start, end)));
      expect(Buffer.compare(got, bytes.subarray(start, Math.max(start, end)))).toBe(0);
    }
  }
});

test('the same bytes put twice at once are kept once; another body has its own', async () => {
  const bytes = randomBytes(CHUNK_BYTES + 5);
  const other = await createCase(api);
  await Promise.all([inBody((tx) => tx.blobs.put(bytes, now)), inBody((tx) => tx.blobs.put(bytes, now)), signer.inBody(other.bodyId, (tx) => tx.blobs.put(bytes, now))]);
  const { rows } = await world.admin.query('SELECT count(*)::int AS n FROM justera.blob_chunk WHERE sha256 = $1', [sha256(bytes)]);
  expect(rows).toEqual([{ n: 4 }]);
});

test('bytes changed in the database are noticed, and a missing blob says so', async () => {
  const { sha256: address } = await inBody((tx) => tx.blobs.put(Buffer.from('untouched'), now));
  await world.admin.query('UPDATE justera.blob_chunk SET bytes = $2 WHERE sha256 = $1', [address, Buffer.from('untouchEd')]);
  await expect(inBody((tx) => tx.blobs.get(address))).rejects.toMatchObject({ code: 'blob-damaged' });
  await world.admin.query('UPDATE justera.blob_chunk SET bytes = $2 WHERE sha256 = $1', [address, Buffer.from('longer than it was')]);
  await expect(inBody((tx) => tx.blobs.get(address))).rejects.toMatchObject({ code: 'blob-damaged' });
  await expect(inBody((tx) => tx.blobs.get('0'.repeat(64)))).rejects.toMatchObject({ code: 'blob-missing' });
});

/** A case with an original of three chunks and three small updates behind it. */
async function longCase(): Promise<TestCase & { whole: Buffer; lengths: number[] }> {
  const ids = await createCase(api, filled.bodyId);
  const parts = [randomBytes(2 * CHUNK_BYTES + 17), randomBytes(1000), randomBytes(CHUNK_BYTES + 1), randomBytes(1)];
  let whole = Buffer.alloc(0);
  const lengths: number[] = [];
  await inBody(async (tx) => {
    for (const [number, part] of parts.entries()) {
      const startOffset = whole.length;
      whole = Buffer.concat([whole, part]);
      lengths.push(whole.length);
      const { sha256: updateSha256 } = await tx.blobs.put(part, now);
      const kind = (['original', 'prepared', 'signature', 'securityStore'] as const)[number] ?? 'signature';
      await tx.revisions.insert({ signRequestId: ids.signRequestId, number, kind, updateSha256, startOffset, length: whole.length, wholeSha256: sha256(whole), taskId: null, at: now });
    }
  });
  return { ...ids, whole, lengths };
}

test('revision n is the updates before it and its own, whole and by range', async () => {
  const c = await longCase();
  for (const [number, length] of c.lengths.entries()) {
    const whole = await inBody((tx) => tx.revisions.readWhole(c.signRequestId, number));
    expect(Buffer.compare(Buffer.from(whole), c.whole.subarray(0, length))).toBe(0);
  }
  const last = c.lengths.length - 1;
  for (const [start, end] of [[0, 10], [c.lengths[0]! - 5, c.lengths[0]! + 5], [c.lengths[1]! - 1, c.lengths[2]!], [0, c.whole.length], [c.whole.length - 1, c.whole.length + 9]] as const) {
    expect(Buffer.compare(await collect(signer.streamRevision(c.bodyId, c.signRequestId, last, start, end)), c.whole.subarray(start, end))).toBe(0);
  }
  await expect(inBody((tx) => tx.revisions.readWhole(c.signRequestId, 9))).rejects.toMatchObject({ code: 'not-found' });
});

test('a slow reader of a file holds no connection', async () => {
  const single = await world.open('signer', 1);
  const c = await longCase();
  const reading = single.streamRevision(c.bodyId, c.signRequestId, 3, 0, c.whole.length);
  await reading.next();
  expect(await single.ping()).toBe(true);
  await reading.return(undefined);
});

test('a revision that does not continue the file is refused', async () => {
  const c = await longCase();
  const { sha256: updateSha256 } = await inBody((tx) => tx.blobs.put(Buffer.from('more'), now));
  const next = { signRequestId: c.signRequestId, number: 4, kind: 'signature' as const, updateSha256, startOffset: c.whole.length, length: c.whole.length + 4, wholeSha256: sha256('x'), taskId: null, at: now };
  for (const wrong of [{ number: 5 }, { startOffset: 0, length: 4 }, { startOffset: c.whole.length - 1 }, { length: c.whole.length + 5 }]) {
    await expect(inBody((tx) => tx.revisions.insert({ ...next, ...wrong }))).rejects.toMatchObject({ code: '23514' });
  }
  await inBody((tx) => tx.revisions.insert(next));
  await expect(inBody((tx) => tx.revisions.insert(next))).rejects.toMatchObject({ code: '23514' });
});

const at = (c: FilledCase): string => sha256(c.prepared);

async function landing(c: FilledCase, fence: number, expected: string, text: string): Promise<boolean> {
  return signer.inBody(c.bodyId, async (tx) => {
    const head = await tx.heads.get(c.signRequestId);
    const next: HeadPosition = { revisionNumber: (head?.revisionNumber ?? 0) + 1, wholeSha256: sha256(text), length: (head?.length ?? 0) + text.length };
    if (!(await tx.heads.compareAndSwap(c.signRequestId, fence, expected, next))) return false;
    const { sha256: updateSha256 } = await tx.blobs.put(Buffer.from(text), now);
    await tx.revisions.insert({ signRequestId: c.signRequestId, number: next.revisionNumber, kind: 'signature', updateSha256, startOffset: head?.length ?? 0, length: next.length, wholeSha256: next.wholeSha256, taskId: null, at: now });
    return true;
  });
}

async function freshCase(): Promise<FilledCase> {
  return fillCase({ api, signer, worker: await world.open('worker', 1) });
}

test('of twenty who ask for the lease at once, one gets it; when it is given back or runs out, the next does, with a higher fence', async () => {
  const c = await freshCase();
  const acquire = (milliseconds: number) => signer.inBody(c.bodyId, (tx) => tx.heads.acquireLease(c.signRequestId, randomIds.id(), milliseconds));
  const fences = (await Promise.all(Array.from({ length: 20 }, () => acquire(60_000)))).filter((fence) => fence !== undefined);
  expect(fences).toHaveLength(1);
  const first = fences[0] ?? 0;
  await signer.inBody(c.bodyId, (tx) => tx.heads.releaseLease(c.signRequestId, first));
  const second = await acquire(1);
  expect(second).toBe(first + 1);
  await sleep(20);
  expect(await acquire(60_000)).toBe(first + 2);
  expect(await signer.inBody(c.bodyId, (tx) => tx.heads.renewLease(c.signRequestId, first + 1, 60_000))).toBe(false);
  expect(await signer.inBody(c.bodyId, (tx) => tx.heads.renewLease(c.signRequestId, first + 2, 60_000))).toBe(true);
  // A late release of an old lease must not free the new holder's.
  await signer.inBody(c.bodyId, (tx) => tx.heads.releaseLease(c.signRequestId, first + 1));
  expect(await acquire(60_000)).toBeUndefined();
});

test('the head moves only for the newest fence and from where the append began', async () => {
  const c = await freshCase();
  const lease = () => signer.inBody(c.bodyId, (tx) => tx.heads.acquireLease(c.signRequestId, 'x', 1));
  const old = (await lease()) ?? 0;
  await sleep(20);
  const current = (await lease()) ?? 0;
  expect(await landing(c, old, at(c), 'slept through its lease')).toBe(false);
  expect(await landing(c, current, sha256('elsewhere'), 'wrong head')).toBe(false);
  const both = await Promise.all([landing(c, current, at(c), 'first'), landing(c, current, at(c), 'second')]);
  expect(both.filter(Boolean)).toHaveLength(1);
  expect(await signer.inBody(c.bodyId, (tx) => tx.revisions.listOf(c.signRequestId))).toHaveLength(3);
});

test('a head that points at a revision that is not there is refused at commit', async () => {
  const c = await freshCase();
  const fence = (await signer.inBody(c.bodyId, (tx) => tx.heads.acquireLease(c.signRequestId, 'x', 60_000))) ?? 0;
  await expect(
    signer.inBody(c.bodyId, (tx) => tx.heads.compareAndSwap(c.signRequestId, fence, at(c), { revisionNumber: 2, wholeSha256: sha256('x'), length: 1 })),
  ).rejects.toMatchObject({ code: '23503' });
});
