// A file signed again and again: the heads before the first, second … signature.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { oneTimeSigner } from '../contenders/ours.mjs';
import { inputs, preparedFile } from './prepared.mjs';

/** Paths: the n-th is what the n-th signature is put behind. */
export async function seriesOf(work, size, signatories) {
  const first = await preparedFile(work, size, signatories);
  const paths = Array.from({ length: signatories }, (_, at) => (at === 0 ? first : path.join(work, inputs, `${size}-${signatories}-signed-${at}.pdf`)));
  if (paths.every((each) => existsSync(each))) return paths;
  const { sign } = await oneTimeSigner();
  let head = readFileSync(first);
  for (let at = 1; at < signatories; at += 1) {
    head = Buffer.concat([head, await sign(head, `Signature${at}`)]);
    writeFileSync(paths[at], head);
  }
  return paths;
}
