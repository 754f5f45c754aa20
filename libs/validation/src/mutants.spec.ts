import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gapsOf, withTwin } from './testing/contents-gap.js';
import { derBytes, derTree, signerInfoOf } from './testing/der-tree.js';
import { huntPage, type Hunt } from './testing/hunt-page.js';
import { isHarmless } from './testing/harmless-changes.js';
import { mutantsOf, operatorNames } from './testing/mutate.js';
import { addUnsignedAttribute, encodeAttribute } from '#pki/build';
import { stampSmall, storeSmall } from './testing/sign-small.js';
import { signedCase, type SignedCase } from './testing/signed-case.js';

/** Raise by environment for a longer hunt; MUTANT_PAGE keeps what it found: MUTANTS=100000 MUTANT_SEED=7 MUTANT_PAGE=docs/validation-mutants.md npx jest libs/validation/src/mutants */
const count = Number(process.env['MUTANTS'] ?? 200);
const seed = Number(process.env['MUTANT_SEED'] ?? 20260327);
/** `MUTANT_PART=2/4`: every fourth mutant from the second on, for several processors. Each part signs a file of its own, since keys are made as the test runs. */
const [part = 1, parts = 1] = (process.env['MUTANT_PART'] ?? '1/1').split('/').map(Number);

const pagePath = process.env['MUTANT_PAGE'];

function keep(hunt: Hunt): void {
  if (pagePath === undefined) return;
  writeFileSync(pagePath, huntPage(existsSync(pagePath) ? readFileSync(pagePath, 'utf8') : '', hunt));
}

function headCommit(): string {
  return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' }).trim();
}

let our: SignedCase;

beforeAll(async () => {
  our = await signedCase({ steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }, { name: 'Anna Ek', role: 'chair' }] }] });
}, 60_000);

test(`none of ${count} seeded mutants of a completed file comes out valid, but for what is on the list`, () => {
  expect(our.validate(our.completed).document.status).toBe('valid');
  const survivors: string[] = [];
  const tried = new Map<string, number>();
  let harmless = 0;
  const started = process.hrtime.bigint();
  let done = 0;
  for (const mutant of mutantsOf(our.completed, seed, count)) {
    if (done++ % parts !== part - 1) continue;
    if (count > 1000 && done % 5000 < parts) process.stdout.write(`hunting: ${done} of ${count}, ${harmless} harmless and valid, ${survivors.length} others valid\n`);
    tried.set(mutant.operator, (tried.get(mutant.operator) ?? 0) + 1);
    if (our.validate(mutant.bytes).document.status !== 'valid') continue;
    if (isHarmless(our.completed, mutant.bytes)) harmless += 1;
    else survivors.push(`${mutant.operator} at ${mutant.at}`);
  }
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
  const operators = Object.fromEntries(tried);
  const total = [...tried.values()].reduce((sum, each) => sum + each, 0);
  if (count > 1000) process.stdout.write(`mutants: seed ${seed}, ${total} of ${count} tried (part ${part}/${parts}), ${harmless} harmless and valid, ${survivors.length} others valid, ${seconds} s; ${JSON.stringify(operators)}\n`);
  keep({ seed, of: count, part: `${part}/${parts}`, tried: total, harmless, others: survivors.length, seconds, day: new Date().toISOString().slice(0, 10), commit: pagePath === undefined ? '' : headCommit(), operators });
  expect(survivors).toEqual([]);
  expect([...tried.keys()].sort()).toEqual([...operatorNames].sort());
}, Math.max(600_000, count * 150));

describe('what may be changed without changing the verdict is a list of two', () => {
  test('the case of a letter in the newest signature; those of earlier ones are under it', () => {
    const [first, last] = [gapsOf(our.completed)[0], gapsOf(our.completed).at(-1)];
    const flipped = [first, last].map((gap) => {
      const start = gap?.start ?? 0;
      const letter = start + our.completed.toString('latin1', start, gap?.end).search(/[A-Fa-f]/);
      const copy = Buffer.from(our.completed);
      copy.writeUInt8(copy.readUInt8(letter) ^ 0x20, letter);
      return copy;
    });
    expect(flipped.map((bytes) => our.validate(bytes).document.status)).toEqual(['not-valid', 'valid']);
    expect(isHarmless(our.completed, flipped[1] ?? Buffer.alloc(0))).toBe(true);
  });

  test('(r, n - s) in the newest signature: verified by the same key over the same data, so it cannot be told apart', () => {
    const twins = gapsOf(our.completed).map((gap) => withTwin(our.completed, gap));
    const verdicts = twins.map((bytes) => (bytes === undefined ? 'no ECDSA' : our.validate(bytes).document.status));
    expect(verdicts).toEqual([...verdicts.slice(0, -1).map(() => 'not-valid'), 'valid']);
    expect(verdicts.length).toBeGreaterThan(2);
  });

  test('(r, n - s) under a signature timestamp is seen even in the newest signature', () => {
    const head = our.heads.at(-1) ?? Buffer.alloc(0);
    const newest = gapsOf(head).at(-1);
    const twin = newest === undefined ? undefined : withTwin(head, newest);
    expect(twin === undefined ? undefined : our.validate(twin).document).toMatchObject({ status: 'not-valid', reasons: expect.arrayContaining(['timestamp-broken']) as unknown });
  });
});

describe('a document timestamp rewritten where its own signature does not look', () => {
  const rewrite = async (change: (token: Uint8Array) => Uint8Array) => {
    const { pki } = our;
    const head = our.heads.at(-1) ?? Buffer.alloc(0);
    const bytes = await stampSmall(storeSmall(head, { crls: [await pki.crl(pki.root)] }), pki, { change });
    return our.validate(bytes).document;
  };
  const at = (token: Uint8Array, pattern: string, replacement: string) => Buffer.from(Buffer.from(token).toString('hex').replace(pattern, replacement), 'hex');

  test('left alone it is valid', async () => {
    expect(await rewrite((token) => token)).toMatchObject({ status: 'valid' });
  });

  test.each<[string, (token: Uint8Array) => Uint8Array]>([
    ['an unsigned attribute nobody knows', (token) => addUnsignedAttribute(token, encodeAttribute('1.2.3.4.5', Uint8Array.from([5, 0])))],
    ['parameters beside an algorithm that has none', (token) => {
      const tree = derTree(Buffer.from(token));
      signerInfoOf(tree)?.children?.at(-2)?.children?.push({ tag: 0x05, content: Buffer.alloc(0) });
      return derBytes(tree);
    }],
    ['another version of the signed data', (token) => at(token, '020103310d300b', '020104310d300b')],
    ['another digest algorithm beside the content', (token) => at(token, '310d300b0609608648016503040201', '310d300b0609608648016503040203')],
    ['another type of encapsulated content', (token) => at(token, /a081[0-9a-f]{2}0481/.exec(Buffer.from(token).toString('hex'))?.[0] ?? '', (/a081[0-9a-f]{2}0481/.exec(Buffer.from(token).toString('hex'))?.[0] ?? '').replace(/0481$/, '0c81'))],
  ])('%s', async (_, change) => {
    expect((await rewrite(change)).status).not.toBe('valid');
  });
});
