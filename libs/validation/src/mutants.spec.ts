import { differsOnlyInHexCase, mutantsOf } from './testing/mutate.js';
import { addUnsignedAttribute, encodeAttribute } from '#pki/build';
import { stampSmall, storeSmall } from './testing/sign-small.js';
import { signedCase, type SignedCase } from './testing/signed-case.js';

/** Raise by environment for a longer hunt: MUTANTS=100000 MUTANT_SEED=7 npx jest libs/validation/src/mutants */
const count = Number(process.env['MUTANTS'] ?? 300);
const seed = Number(process.env['MUTANT_SEED'] ?? 20260327);

let our: SignedCase;

beforeAll(async () => {
  our = await signedCase({ steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }, { name: 'Anna Ek', role: 'chair' }] }] });
}, 60_000);

test(`none of ${count} seeded mutants of a completed file comes out valid, but for the case of hexadecimal letters`, () => {
  expect(our.validate(our.completed).document.status).toBe('valid');
  const survivors: string[] = [];
  for (const mutant of mutantsOf(our.completed, seed, count)) {
    if (our.validate(mutant.bytes).document.status !== 'valid') continue;
    if (!differsOnlyInHexCase(our.completed, mutant.bytes)) survivors.push(`${mutant.operator} at ${mutant.at}`);
  }
  expect(survivors).toEqual([]);
  // Keys are new in every run, so chance alone may never hit a letter: the one exception on the list is tried by hand.
  // Only the newest signature's letters are free: those of earlier ones are under it.
  const text = our.completed.toString('latin1');
  const last = text.lastIndexOf('/Contents <');
  const letter = last + 11 + text.slice(last + 11).search(/[A-Fa-f]/);
  expect(last).toBeGreaterThan(0);
  const flipped = Buffer.from(our.completed);
  flipped.writeUInt8(flipped.readUInt8(letter) ^ 0x20, letter);
  expect(our.validate(flipped).document.status).toBe('valid');
}, 600_000);

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
    ['another version of the signed data', (token) => at(token, '020103310d300b', '020104310d300b')],
    ['another digest algorithm beside the content', (token) => at(token, '310d300b0609608648016503040201', '310d300b0609608648016503040203')],
    ['another type of encapsulated content', (token) => at(token, /a081[0-9a-f]{2}0481/.exec(Buffer.from(token).toString('hex'))?.[0] ?? '', (/a081[0-9a-f]{2}0481/.exec(Buffer.from(token).toString('hex'))?.[0] ?? '').replace(/0481$/, '0c81'))],
  ])('%s', async (_, change) => {
    expect((await rewrite(change)).status).not.toBe('valid');
  });
});
