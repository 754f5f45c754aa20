// `node sign-once.mjs NAME IN OUT FIELD KEYS`: one peer signs one file, from file to file, and the process ends.
import { readFileSync, writeFileSync } from 'node:fs';
import { peers } from './peers.mjs';

const [name, input, output, fieldName, keys] = process.argv.slice(2);
const peer = await peers[name](keys);
writeFileSync(output, await peer.sign(readFileSync(input), fieldName));
