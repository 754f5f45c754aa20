import { appendByHand } from './small-document.js';

type Operator = (bytes: Buffer, at: number, random: () => number) => Buffer | undefined;

interface BodyOf {
  readonly number: number;
  readonly body: string;
}

const pick = <T>(items: readonly T[], random: () => number): T | undefined => items[Math.floor(random() * items.length)];
const longest = 20_000;
const bodies = new WeakMap<Buffer, readonly BodyOf[]>();

/** Objects of the file as text, found by their words. The newest body of a number is the last. */
function objectsOf(bytes: Buffer): readonly BodyOf[] {
  const known = bodies.get(bytes);
  if (known !== undefined) return known;
  const found = [...bytes.toString('latin1').matchAll(/(?:^|[\r\n])(\d+) 0 obj\s([^]*?)\sendobj/g)].map((match) => ({ number: Number(match[1]), body: match[2] ?? '' }));
  const newest = [...new Map(found.filter(({ body }) => body.length < longest).map((one) => [one.number, one])).values()];
  bodies.set(bytes, newest);
  return newest;
}

/** One object of the file, changed, in a well-formed update behind the file. */
const update = (change: (object: BodyOf, random: () => number, all: readonly BodyOf[]) => string | null | undefined): Operator => (bytes, _, random) => {
  const all = objectsOf(bytes);
  const object = pick(all, random);
  const body = object === undefined ? undefined : change(object, random, all);
  return object === undefined || body === undefined || body === object.body ? undefined : appendByHand(bytes, { [object.number]: body });
};

const someMatch = (text: string, pattern: RegExp, random: () => number): RegExpExecArray | undefined => pick([...text.matchAll(pattern)], random);

function cut(text: string, match: RegExpExecArray, by: string): string {
  return text.slice(0, match.index) + by + text.slice(match.index + match[0].length);
}

/** Well-formed incremental updates, and updates whose section is not quite right. */
export const updateOperators: Readonly<Record<string, Operator>> = {
  keyRenamed: update(({ body }, random) => {
    const key = someMatch(body, /\/[A-Za-z]+/g, random);
    return key === undefined ? undefined : cut(body, key, `${key[0].slice(0, -1)}x`);
  }),
  numberChanged: update(({ body }, random) => {
    const number = someMatch(body, /\d+/g, random);
    return number === undefined ? undefined : cut(body, number, String(Math.floor(random() * 200)));
  }),
  referenceMoved: update(({ body }, random, all) => {
    const reference = someMatch(body, /\d+ 0 R/g, random);
    return reference === undefined ? undefined : cut(body, reference, `${pick(all, random)?.number ?? 1} 0 R`);
  }),
  bodyOfAnother: update((_, random, all) => pick(all, random)?.body),
  emptied: update(() => '<< >>'),
  freed: update(() => null),
  streamByte: update(({ body }, random) => {
    const start = body.indexOf('stream\n') + 'stream\n'.length;
    const end = body.lastIndexOf('endstream') - 1;
    if (start < 7 || end <= start) return undefined;
    const at = start + Math.floor(random() * (end - start));
    return `${body.slice(0, at)}${String.fromCharCode(Math.floor(random() * 256))}${body.slice(at + 1)}`;
  }),
  entryMoved: (bytes, _, random) => {
    const object = pick(objectsOf(bytes), random);
    if (object === undefined) return undefined;
    const updated = appendByHand(bytes, { [object.number]: object.body });
    const tail = updated.toString('latin1', bytes.length).replace(/\d{10}(?= 00000 n)/, String(Math.floor(random() * bytes.length)).padStart(10, '0'));
    return Buffer.concat([bytes, Buffer.from(tail, 'latin1')]);
  },
  trailerKey: (bytes, _, random) => appendByHand(bytes, {}, { trailer: `/${pick(['Encrypt', 'Root', 'Info', 'Extra', 'XRefStm'], random) ?? 'Extra'} ${Math.floor(random() * 60)} 0 R` }),
  rootMoved: (bytes, _, random) => appendByHand(bytes, {}, { root: `${pick(objectsOf(bytes), random)?.number ?? 2} 0 R` }),
};
