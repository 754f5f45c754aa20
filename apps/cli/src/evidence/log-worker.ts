import { parentPort } from 'node:worker_threads';
import { examineLines } from '#evidence';

// A thread that examines lines for `verify-log.ts`: chunks of whole lines in, what was found out.
parentPort?.on('message', (chunk: Uint8Array) => {
  const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('utf8');
  const examined = examineLines(text.split('\n'));
  parentPort?.postMessage(examined, [examined.numbers.buffer as ArrayBuffer, examined.hashes.buffer as ArrayBuffer, examined.states.buffer as ArrayBuffer]);
});
