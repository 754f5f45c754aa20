// `node hash-and-write.mjs IN OUT`: what Node itself takes to read, hash and write a file once with one buffer, and to make one P-256 key and signature.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { openSync, readSync, writeSync } from 'node:fs';

const [input, output] = process.argv.slice(2);
const [from, to] = [openSync(input), openSync(output, 'w')];
const buffer = Buffer.allocUnsafe(1 << 20);
const hash = createHash('sha256');
for (let count = readSync(from, buffer); count > 0; count = readSync(from, buffer)) {
  const chunk = buffer.subarray(0, count);
  hash.update(chunk);
  writeSync(to, chunk);
}
writeSync(to, sign('sha256', hash.digest(), generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey));
