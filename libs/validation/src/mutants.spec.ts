import { differsOnlyInHexCase, mutantsOf } from './testing/mutate.js';
import { signedCase, type SignedCase } from './testing/signed-case.js';

/** Raise by environment for a longer hunt: MUTANTS=100000 MUTANT_SEED=7 npx jest libs/validation/src/mutants */
const count = Number(process.env['MUTANTS'] ?? 400);
const seed = Number(process.env['MUTANT_SEED'] ?? 20260327);

let our: SignedCase;

beforeAll(async () => {
  our = await signedCase({ steps: [{ signatories: [{ name: 'Bo Lind', role: 'secretary' }, { name: 'Anna Ek', role: 'chair' }] }] });
}, 60_000);

test(`none of ${count} seeded mutants of a completed file comes out valid, but for the case of hexadecimal letters`, () => {
  expect(our.validate(our.completed).document.status).toBe('valid');
  const survivors: string[] = [];
  let harmless = 0;
  for (const mutant of mutantsOf(our.completed, seed, count)) {
    if (our.validate(mutant.bytes).document.status !== 'valid') continue;
    if (differsOnlyInHexCase(our.completed, mutant.bytes)) harmless++;
    else survivors.push(`${mutant.operator} at ${mutant.at} ${our.validate(mutant.bytes).document.reasons.join()} ${our.completed.toString("latin1",mutant.at-8,mutant.at)}[${our.completed.toString("latin1",mutant.at,mutant.at+1)}]${our.completed.toString("latin1",mutant.at+1,mutant.at+40)}`);
  }
  expect(survivors).toEqual([]);
  // The list of exceptions is exercised too, else it would be a list of nothing.
  expect(harmless).toBeGreaterThan(0);
}, 600_000);
