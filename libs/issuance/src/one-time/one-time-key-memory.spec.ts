import { fork, type ChildProcess } from 'node:child_process';
import { createECDH, createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseSignedData, readDer, readIntegerHex, Tag } from '#pki/parse';
import { canReadMemory, findFragments, findPrivateKeys } from '#testing';

jest.setTimeout(120_000);

type Told = Record<'toSign' | 'toDispose' | 'stuck' | 'kept', string>;

const runner = join(__dirname, '../../../persistence/src/testing/run-typescript.cjs');
let holder: ChildProcess | undefined;
afterEach(() => holder?.kill('SIGKILL'));

async function next(): Promise<Record<string, string>> {
  const [message] = (await once(holder!, 'message')) as [Record<string, string>];
  return message;
}

const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

function inverse(value: bigint): bigint {
  let [a, b, x, y] = [((value % order) + order) % order, order, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b] = [b % a, a];
    [x, y] = [y - quotient * x, x];
  }
  return ((x % order) + order) % order;
}

const toBytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** The secret number k of an ECDSA signature, which with the signature gives the key: k = (e + r·d) / s (FIPS 186-5 §6.4.1). */
function nonceOf(cms: Buffer, scalar: Buffer): Buffer {
  const [signer] = parseSignedData(cms).signerInfos;
  const [r, s] = readDer(signer!.signature, Tag.sequence).children().map((node) => BigInt(`0x${readIntegerHex(node)}`));
  const e = toNumber(createHash('sha256').update(signer!.signedAttributesDer!).digest());
  const nonce = toBytes(((e + r! * toNumber(scalar)) * inverse(s!)) % order);
  // It is the right number: its point is the r of the signature.
  const point = createECDH('prime256v1');
  point.setPrivateKey(nonce);
  expect(toNumber(point.getPublicKey().subarray(1, 33)) % order).toBe(r);
  return nonce;
}

test('a one-time key can be found in memory while it lives, and not a trace of it when it has signed, was disposed of, or could not be certified', async () => {
  if (!canReadMemory()) {
    process.stderr.write('\n*** Not Linux: whether one-time keys leave memory is NOT tried ***\n\n');
    return;
  }
  // As the signer is started in production: see scripts/hardened.sh for what that adds.
  const hardened = join(__dirname, '../../../../scripts/hardened.sh');
  holder = fork(runner, [join(__dirname, '../testing/key-holder.ts')], { execPath: hardened, execArgv: [process.execPath, '--conditions=source'] });
  const points = (await next()) as Told;
  const found = findPrivateKeys(holder.pid!, Object.values(points).map((hex) => Buffer.from(hex, 'hex')));
  // The control: were the look blind, it would see nothing here either.
  const scalars = Object.fromEntries(Object.entries(points).map(([name, point]) => [name, found.get(point)?.scalar ?? Buffer.alloc(0)]));
  expect(Object.entries(scalars).filter(([, scalar]) => scalar.length !== 32).map(([name]) => name)).toEqual([]);
  // Our keys lie in one place; OpenSSL's own objects are two.
  for (const name of ['toSign', 'toDispose', 'stuck'] as const) expect(found.get(points[name])?.addresses).toHaveLength(1);

  expect(readFileSync(`/proc/${holder.pid!}/limits`, 'utf8')).toMatch(/^Max core file size +0 +0 /m);

  holder.send('go on');
  const { outcome, cms = '' } = await next();
  expect(outcome).toBe('failed');
  const nonce = nonceOf(Buffer.from(cms, 'hex'), scalars['toSign']!);
  const left = findFragments(holder.pid!, { ...scalars, nonce, nonceInverse: toBytes(inverse(toNumber(nonce))) });
  expect(left).toMatchObject({ toSign: [], toDispose: [], stuck: [], nonce: [], nonceInverse: [] });
  // The second control: the key that is still held is found by the same look.
  expect(left['kept']?.length).toBeGreaterThan(0);
  holder.send('end');
  await once(holder, 'exit');
});
