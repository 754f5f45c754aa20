import { DerError } from '../der/der-error.js';
import { readFirst } from '../der/der-node.js';
import { CmsError } from './cms-error.js';

/**
 * Cuts the zero padding of a decoded `/Contents` string off (BB-01).
 *
 * @returns the message and the number of padding bytes
 * @throws DerError; CmsError `bad-padding` when anything but 00 follows the message
 */
export function splitPadding(contents: Uint8Array): { message: Uint8Array; padding: number } {
  const end = contents[1] === 0x80 ? endOfIndefinite(contents) : readFirst(contents).end;
  for (let i = end; i < contents.length; i += 1) {
    if (contents[i] !== 0) throw new CmsError('bad-padding', `at ${i}`);
  }
  return { message: contents.subarray(0, end), padding: contents.length - end };
}

/** Where an indefinite-length message ends: after as many end-of-contents marks as were opened. */
function endOfIndefinite(bytes: Uint8Array): number {
  let open = 0;
  let at = 0;
  do {
    const tag = bytes[at];
    const first = bytes[at + 1];
    if (tag === undefined || first === undefined) throw new DerError('truncated', at);
    if (tag === 0 && first === 0) {
      open -= 1;
      at += 2;
    } else if (first === 0x80) {
      open += 1;
      at += 2;
    } else {
      at += lengthOf(bytes, at);
    }
  } while (open > 0);
  return at;
}

function lengthOf(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count > 4) throw new DerError('length-too-big', at);
  let length = 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  return 2 + count + length;
}
