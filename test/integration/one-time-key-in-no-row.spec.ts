import { ECDH } from 'node:crypto';
import { inspect } from 'node:util';
import { createLogger } from '#platform';
import type { SignatureEngine } from '#signing';
import { exportEvidence } from '../../libs/signing/src/desk/export-evidence.js';
import { openRevision } from '../../libs/signing/src/desk/open-revision.js';
import { startBench, type Bench } from '../../libs/signing/src/testing/bench.js';
import { consent, openCase, people, view } from '../../libs/signing/src/testing/cases.js';
import { pump } from '../../libs/signing/src/testing/pump.js';
import { createRealWorld, minutesPdf, type RealWorld } from '../../libs/signing/src/testing/real-engine.js';

jest.setTimeout(120_000);

// Promise 2: keys live in the memory of the signing component, never in a database, a queue, a log or a file. The product gives no key away, so the
// test stands where OpenSSL hands the number to `createOneTimeKey` and takes a copy of each.

const scalars: Buffer[] = [];
let world: RealWorld;
let real: Bench;
let bench: Bench;
let logged = '';

beforeAll(async () => {
  const takeOut = ECDH.prototype.getPrivateKey as (this: ECDH) => Buffer;
  jest.spyOn(ECDH.prototype, 'getPrivateKey').mockImplementation(function (this: ECDH) {
    const scalar = takeOut.call(this);
    scalars.push(Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]));
    return scalar as unknown as string;
  });
  const late: { engine?: SignatureEngine } = {};
  real = await startBench(new Proxy({} as SignatureEngine, { get: (_, key) => Reflect.get(late.engine!, key) as unknown }));
  const logger = createLogger({ name: 'signer', level: 'trace', destination: { write: (line: string) => void (logged += line) } });
  bench = { ...real, signer: { ...real.signer, logger }, worker: { ...real.worker, logger }, api: { ...real.api, logger } };
  world = await createRealWorld(bench.clock);
  late.engine = world.engine;
});
afterAll(async () => {
  jest.restoreAllMocks();
  await real.stop();
});

/** Every row of every table but PostgreSQL's own, as text; bytea comes as hexadecimal. */
async function everyRow(): Promise<string> {
  const { rows: tables } = await bench.admin.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await bench.admin.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

/** The ways in which a number gets into text: any eight octets of it in hexadecimal, or all of it in base 64 or decimal. */
function traces(text: string, secret: Buffer): string[] {
  const lower = text.toLowerCase();
  const hex = [secret, Buffer.from(secret).reverse()].flatMap((form) => [0, 8, 16, 24].map((at) => form.subarray(at, at + 8).toString('hex')));
  // Whatever stands before it, two of the three alignments of base 64 show the octets from the first or second on.
  const base64 = [0, 1, 2].map((skip) => secret.subarray(skip, skip + 27).toString('base64'));
  const whole = [...base64, ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')), BigInt(`0x${secret.toString('hex')}`).toString()];
  return [...hex.filter((form) => lower.includes(form)), ...whole.filter((form) => text.includes(form))];
}

test('the search itself finds a key in every form', () => {
  const secret = Buffer.from('f0e1d2c3b4a5968778695a4b3c2d1e0f00112233445566778899aabbccddeeff', 'hex');
  const forms = [secret.toString('hex').toUpperCase(), secret.toString('base64url'), `x${Buffer.concat([Buffer.from('a'), secret]).toString('base64')}`, Buffer.concat([Buffer.from('ab'), secret]).toString('base64'), BigInt(`0x${secret.toString('hex')}`).toString()];
  for (const form of forms) expect(traces(`row (${form})`, secret).length).toBeGreaterThan(0);
  expect(traces('row (nothing)', secret)).toEqual([]);
});

test('three signatures and two failed attempts: no row, payload, log line, evidence entry or byte of the file holds a key', async () => {
  const ref = await openCase(bench, people, {}, await minutesPdf());
  world.outage = 'timestamp-unavailable';
  await consent(bench, ref, 'Bo Lind');
  expect(await pump(bench)).toEqual(['timestamping-failed timestamp-unavailable']);
  expect(await pump(bench)).toEqual(['timestamping-failed timestamp-unavailable']);
  world.outage = undefined;
  await pump(bench);
  for (const name of ['Per Öst', 'Åsa Łukasiewicz']) {
    await consent(bench, ref, name);
    await pump(bench);
  }
  expect(await view(bench, ref)).toMatchObject({ state: 'completed' });
  // One for each attempt, which shows that the copy was taken where keys are made.
  expect(scalars.length).toBeGreaterThanOrEqual(5);
  expect(new Set(scalars.map((scalar) => scalar.toString('hex'))).size).toBe(scalars.length);

  const rows = await everyRow();
  const head = await openRevision(bench.api, ref, 'head');
  const pieces: Uint8Array[] = [];
  for await (const piece of head.read(0, head.length)) pieces.push(piece);
  const evidence = JSON.stringify(await exportEvidence(bench.api, ref));
  const mails = inspect(bench.mail.mails, { depth: null, maxStringLength: null, maxArrayLength: null });
  const everything = { rows, file: Buffer.concat(pieces).toString('hex'), logged, evidence, mails };
  // The control: what is public about those keys is in the rows, so the rows that matter were read, and the log spoke.
  const [fingerprint] = /[0-9a-f]{64}/.exec(/"keySha256":\s*"([0-9a-f]{64})"/.exec(evidence)?.[1] ?? '') ?? [];
  expect(fingerprint).toBeDefined();
  expect(rows).toContain(fingerprint);
  expect(logged).toContain('timestamp');
  const found = scalars.flatMap((scalar, index) => Object.entries(everything).flatMap(([place, text]) => (traces(text, scalar).length > 0 ? [`key ${index} in ${place}`] : [])));
  expect(found).toEqual([]);
});
