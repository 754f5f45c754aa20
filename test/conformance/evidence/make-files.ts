// Makes the files of the suite `evidence`: node --conditions=source libs/persistence/src/testing/run-typescript.cjs test/conformance/evidence/make-files.ts FOLDER
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sealedBytes } from '#evidence';
import { toPem } from '#pki/parse';
import { createTestPki } from '#testing';
import { buildLog, origin } from '../../../libs/evidence/src/testing/log-world.js';
import { sealCheckpoint } from '../../../libs/evidence/src/testing/seal-checkpoint.js';

const folder = process.argv[2] ?? '.';
const write = (name: string, data: Uint8Array | string): void => writeFileSync(path.join(folder, name), data);

/** A log of 20,000 entries of 40 cases with text of every kind, a sealed checkpoint over 18,000 of them, and its parts for OpenSSL. */
async function main(): Promise<void> {
  const plan = Array.from({ length: 20_000 }, (_, value) => ({ requestId: `case-${value % 40}`, type: ['LinkOpened', 'Å ł 张 "\\', 'SignTaskSigned'][value % 3] ?? '', value }));
  const { records, checkpoints } = buildLog(plan, [18_000, 20_000]);
  const [note] = checkpoints;
  if (note === undefined) throw new Error('there is a note');
  write('log.ndjson', [{ format: 'justera-log', version: 1, origin, size: records.length }, ...records].map((line) => `${JSON.stringify(line)}\n`).join(''));
  const pki = await createTestPki({ now: new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000) });
  const key = await pki.issue({ subject: 'Evidence log' });
  const checkpoint = await sealCheckpoint(pki, key, note);
  const seal = Buffer.from(checkpoint.seal, 'base64');
  write('checkpoint.json', JSON.stringify(checkpoint));
  write('note.bin', sealedBytes(note));
  write('seal.der', seal);
  write('seal.sha256', createHash('sha256').update(seal).digest('hex'));
  write('token.der', Buffer.from(checkpoint.timestamp, 'base64'));
  write('log.cer', key.der);
  write('root.cer', pki.root.der);
  write('root.pem', toPem(pki.root.der));
}

void main();
