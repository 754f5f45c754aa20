import { messageOperators } from './mutate-messages.js';
import { updateOperators } from './mutate-updates.js';

/** A small seeded generator (mulberry32): the same seed gives the same mutants everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Mutant {
  readonly operator: string;
  readonly at: number;
  readonly bytes: Buffer;
}

type Operator = (bytes: Buffer, at: number, random: () => number) => Buffer | undefined;

const operators: Readonly<Record<string, Operator>> = {
  flipBit: (bytes, at, random) => put(bytes, at, (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))),
  anyByte: (bytes, at, random) => put(bytes, at, Math.floor(random() * 256)),
  hexDigit: (bytes, at, random) => put(bytes, at, '0123456789abcdefABCDEF'.charCodeAt(Math.floor(random() * 22))),
  digit: (bytes, at, random) => put(bytes, at, 0x30 + Math.floor(random() * 10)),
  insert: (bytes, at, random) => Buffer.concat([bytes.subarray(0, at), Buffer.from([Math.floor(random() * 256)]), bytes.subarray(at)]),
  remove: (bytes, at, random) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(random() * 8))]),
  repeat: (bytes, at, random) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 1 - Math.floor(random() * 200)))]),
  swapCase: (bytes, at) => put(bytes, at, (bytes[at] ?? 0) ^ 0x20),
  blank: (bytes, at) => put(bytes, at, 0x20),
  ...messageOperators,
  ...updateOperators,
};

function put(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value & 255;
  return copy;
}

/** Names of all operators, for counting what was tried. */
export const operatorNames: readonly string[] = Object.keys(operators);

/** Mutants of a file, most of them near the places where signatures are not protected by themselves. */
export function* mutantsOf(bytes: Buffer, seed: number, count: number): Generator<Mutant> {
  const random = seededRandom(seed);
  const text = bytes.toString('latin1');
  const gaps = [...text.matchAll(/\/Contents <[0-9a-fA-F]+>/g)].map((match) => [match.index, match.index + match[0].replace(/0+>$/, '').length + 8] as const);
  for (let made = 0; made < count; ) {
    const [from, to] = random() < 0.5 ? (gaps[Math.floor(random() * gaps.length)] ?? [0, bytes.length]) : random() < 0.3 ? [Math.max(0, bytes.length - 4000), bytes.length] : [0, bytes.length];
    const at = from + Math.floor(random() * (to - from));
    const operator = operatorNames[Math.floor(random() * operatorNames.length)] ?? 'flipBit';
    const mutant = operators[operator]?.(bytes, at, random);
    if (mutant === undefined || mutant.equals(bytes)) continue;
    made++;
    yield { operator, at, bytes: mutant };
  }
}
