// How an input becomes another. Seeded: the same seed and corpus give the same inputs.

/** A small fast generator (mulberry32); `below(n)` is 0 … n-1. */
export class Random {
  #state;
  constructor(seed) {
    this.#state = seed >>> 0;
  }
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n) {
    return Math.floor(this.next() * n);
  }
  pick(list) {
    return list[this.below(list.length)];
  }
}

const tokens = [
  'xref', 'trailer', 'startxref', '%%EOF', 'obj', 'endobj', 'stream\n', 'endstream', '<<', '>>', '[', ']', '(', ')', '<', '>', '%', '\r', '\n', 'null', 'true', '1 0 R', '5 0 R', '0 1\n', 'R',
  '/Prev 9 ', '/XRefStm 9 ', '/Size 1 ', '/Index [0 9] ', '/W [1 2 1] ', '/Length 5 0 R ', '/Filter /FlateDecode ', '/DecodeParms << /Predictor 15 /Columns 1 >> ', '/Type /ObjStm ', '/Extends 6 0 R ',
  '/Kids [2 0 R] ', '/Parent 3 0 R ', '/Encrypt 1 0 R ', '/Linearized 1 ', '/ByteRange [0 1 2 3] ', '/Root 2 0 R ', '/T (a) ', '/V 1 0 R ',
];
const numbers = ['0', '1', '-1', '2', '255', '256', '65535', '65536', '2147483647', '2147483648', '4294967295', '8388607', '8388608', '9999999999', '9007199254740993', '1e9', '0.5', '00000000000000000001'];

const text = (bytes) => bytes.toString('latin1');

function splice(bytes, at, remove, insert) {
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
}

/** Offsets that point behind a change follow it, so that what was changed is reached and not just a broken table. */
function mend(before, after, at) {
  const shift = after.length - before.length;
  if (shift === 0) return after;
  const moved = (digits) => {
    const value = Number(digits);
    return value > at && value <= before.length ? value + shift : value;
  };
  return Buffer.from(
    text(after)
      .replace(/\d{10}(?= \d{5} n)/g, (digits) => String(moved(digits)).padStart(10, '0').slice(-10))
      .replace(/(startxref\s+|\/Prev |\/XRefStm )(\d+)/g, (_, word, digits) => word + moved(digits)),
    'latin1',
  );
}

function someNumber(bytes, random) {
  const found = [...text(bytes).matchAll(/-?\d+/g)];
  if (found.length === 0) return undefined;
  const one = random.pick(found);
  return { at: one.index, length: one[0].length, value: Number(one[0]) };
}

const mutators = [
  (bytes, random) => {
    const out = Buffer.from(bytes);
    for (let left = 1 + random.below(4); left > 0; left -= 1) out[random.below(out.length)] = random.below(256);
    return { out, at: 0 };
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return { out: splice(bytes, at, 0, Buffer.from(random.pick(tokens), 'latin1')), at };
  },
  (bytes, random) => {
    const at = random.below(bytes.length);
    return { out: splice(bytes, at, 1 + random.below(Math.min(64, bytes.length - at)), Buffer.alloc(0)), at };
  },
  (bytes, random) => {
    const number = someNumber(bytes, random);
    if (number === undefined) return { out: bytes, at: 0 };
    const near = number.value + random.below(9) - 4;
    return { out: splice(bytes, number.at, number.length, Buffer.from(random.below(2) === 0 ? random.pick(numbers) : String(near), 'latin1')), at: number.at };
  },
  (bytes, random) => {
    const from = random.below(bytes.length);
    const piece = bytes.subarray(from, from + 1 + random.below(200));
    const at = random.below(bytes.length + 1);
    return { out: splice(bytes, at, 0, piece), at };
  },
  (bytes, random, other) => {
    const from = random.below(other.length);
    const at = random.below(bytes.length + 1);
    return { out: splice(bytes, at, random.below(2) * random.below(200), other.subarray(from, from + 1 + random.below(400))), at };
  },
  (bytes, random) => ({ out: bytes.subarray(0, 1 + random.below(bytes.length)), at: bytes.length }),
  // A second revision made of what another file ends with.
  (bytes, random, other) => ({ out: Buffer.concat([bytes, other.subarray(Math.max(0, text(other).lastIndexOf(' obj')  - 2))]), at: bytes.length }),
  // One dictionary inside another, many times over.
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return { out: splice(bytes, at, 0, Buffer.from(random.pick(['[', '<<', '(', '<< /K ', '[ 1 0 R ']).repeat(1 + random.below(150)), 'latin1')), at };
  },
];

export const largestInput = 16_384;

/** One to five changes, with offsets mended after most of them. */
export function mutate(bytes, other, random) {
  let now = bytes;
  for (let left = 1 + random.below(5); left > 0; left -= 1) {
    const { out, at } = random.pick(mutators)(now, random, other);
    if (out.length === 0) continue;
    now = random.below(4) === 0 ? out : mend(now, out, at);
  }
  return now.subarray(0, largestInput);
}
