// A log file as `justera evidence export-log` writes it: entries of many cases that interleave, as a busy installation's do.
import { createWriteStream, existsSync, renameSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../../scripts/set-up.mjs';

const uuid = (text) => createHash('sha256').update(text).digest('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
const sha = (text) => createHash('sha256').update(text).digest('hex');

function factOf(index, sequence) {
  const kinds = [
    { type: 'LinkOpened', actor: { kind: 'signatory', id: uuid(`task ${index}`) }, data: { taskId: uuid(`task ${index}`), rotation: 0 } },
    { type: 'SignatoryAuthenticated', actor: { kind: 'component', id: 'signer' }, data: { taskId: uuid(`task ${index}`), provider: 'demo-legitimation', levelOfAssurance: 'substantial', reference: sha(`r${index}`) }, personal: { name: `Person ${index}` } },
    { type: 'SignTaskConsented', actor: { kind: 'component', id: 'signer' }, data: { taskId: uuid(`task ${index}`), consentTextSha256: sha(`c${index}`), preparedSha256: sha('p') } },
    { type: 'SignTaskSigned', actor: { kind: 'component', id: 'signer' }, data: { taskId: uuid(`task ${index}`), certificateSha256: sha(`k${index}`), serialNumber: sha('s').slice(0, 40) }, revisions: [{ number: sequence, kind: 'signature', wholeSha256: sha(`w${index}`), length: 250_000 + index }] },
  ];
  return { at: new Date(1_760_000_000_000 + index * 100), ...kinds[index % kinds.length] };
}

/** @returns the file and a checkpoint note for its end and its middle */
export async function logFile(work, entries, perCase) {
  const { canonicalJson, chainEntry, Frontier, leafHash } = await import(pathToFileURL(path.join(root, 'dist/libs/evidence/src/index.js')).href);
  const file = path.join(work, `log-${entries}-${perCase}.ndjson`);
  if (existsSync(file)) return file;
  const out = createWriteStream(`${file}.part`);
  out.write(`${JSON.stringify({ format: 'justera-log', version: 1, origin: 'bench', size: entries })}\n`);
  const cases = Math.ceil(entries / perCase);
  const last = new Map();
  const tree = new Frontier();
  let buffer = '';
  for (let index = 0; index < entries; index += 1) {
    const requestId = uuid(`case ${index % cases}`);
    const before = last.get(index % cases);
    const { chained } = chainEntry({ bodyId: uuid(`body ${index % 20}`.slice(0, 6)), requestId, ...(before ? { last: before } : {}) }, factOf(index, before ? before.sequence : 0), () => sha(`salt ${index}`));
    const { entry, previousHash, entryHash } = chained;
    last.set(index % cases, { sequence: entry.sequence, entryHash });
    tree.append(leafHash({ index, requestId, sequence: entry.sequence, entryHash }));
    buffer += `${JSON.stringify({ index, requestId, sequence: entry.sequence, entryHash, previousHash, entry: JSON.parse(canonicalJson(entry)) })}\n`;
    if (buffer.length > 1 << 20) {
      if (!out.write(buffer)) await once(out, 'drain');
      buffer = '';
    }
  }
  out.end(buffer);
  await once(out, 'finish');
  writeFileSync(`${file}.root`, Buffer.from(tree.root()).toString('hex'));
  renameSync(`${file}.part`, file);
  return file;
}
